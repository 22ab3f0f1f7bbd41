import { checkedInput } from '@vitrine/runtime';
import { describe, expect, it } from 'vitest';
import { aLine, aReceipt } from './checks/receipts.fixture.js';
import { receiptContentSha256 } from './receipt-content.js';
import { receiptSchema } from './receipt.js';

const sent = {
  storeId: 'north', tillId: '1', businessDay: '2026-11-24', sequenceNumber: 7, occurredAt: '2026-11-24T12:00:00Z', kind: 'SALE', currency: 'EUR',
  lines: [{ sku: 'bread', quantityMilli: 2000, unitPriceMinor: 150 }], totalMinor: 300,
};

describe('the fingerprint of a receipt', () => {
  it('is the same however the till writes it', () => {
    const reordered = { ...Object.fromEntries(Object.entries(sent).toReversed()), occurredAt: '2026-11-24T12:00:00.000Z', memberId: null };
    expect(receiptContentSha256(checkedInput(receiptSchema, reordered))).toBe(receiptContentSha256(checkedInput(receiptSchema, sent)));
    expect(receiptContentSha256(checkedInput(receiptSchema, sent))).toBe(receiptContentSha256(aReceipt()));
  });

  it.each([
    { totalMinor: 299 }, { kind: 'RETURN' as const }, { occurredAt: 1 }, { currency: 'CHF' }, { lines: [aLine({ discountMinor: 1 })] }, { lines: [aLine(), aLine()] },
  ])('changes with %o', (over) => {
    expect(receiptContentSha256(aReceipt(over))).not.toBe(receiptContentSha256(aReceipt()));
  });
});
