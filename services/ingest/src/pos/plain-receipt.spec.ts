import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainReceipt } from './plain-receipt.js';
import { receiptSchema } from './receipt.js';

const line = { sku: 'bread', quantityMilli: 2000, unitPriceMinor: 150, discountMinor: 30, promotionId: 'p-1' };
const sale = {
  storeId: 'north', tillId: '1', businessDay: '2026-11-24', sequenceNumber: 7, occurredAt: '2026-11-24T11:59:00.000Z', kind: 'SALE', memberId: 'ada', currency: 'EUR',
  lines: [line, { sku: 'milk', quantityMilli: 350, unitPriceMinor: 99 }], totalMinor: 305,
};

/** Values that are right in one place and wrong in another. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, '', 'a', 'a b', '-a', 'x'.repeat(64), 'x'.repeat(65), 'EUR', 'eur', 'SALE', 'RETURN', 'VOID', '2024-02-29', '2026-02-29', '2026-02-29T00:00:00Z', '2026-11-24T12:00Z',
    '2026-11-24T12:00:00.123456Z', '2026-11-24T12:00:00+01:00', '2026-11-24T24:00:00Z', 'c:s:d:t:1', 0, -0, 1, -1, 1.5, 2 ** 53, NaN, Infinity, true, [], {}, [[]], [line], [{ ...line, sku: null }]),
  fc.jsonValue(),
);
const changed = <T extends object>(whole: T): fc.Arbitrary<object> => fc
  .dictionary(fc.oneof(fc.constantFrom(...Object.keys(whole), 'corrects', 'promotionId', 'discountMinor', 'memberId'), fc.string({ maxLength: 3 })), anything, { maxKeys: 2 })
  .map((over) => ({ ...whole, ...over }));
const input = fc.oneof(
  changed(sale),
  fc.array(fc.oneof(changed(line), anything), { maxLength: 3 }).map((lines) => ({ ...sale, lines })),
  fc.subarray(Object.entries(sale), { minLength: 8 }).map((entries) => Object.fromEntries(entries)),
  anything,
);

describe('a plain receipt', () => {
  it('is what the schema makes of it, whatever is sent; nothing that the schema refuses is one', () => {
    let plain = 0;
    fc.assert(fc.property(input, (sent) => {
      const receipt = plainReceipt(sent);
      if (receipt === null) return;
      plain += 1;
      expect(receiptSchema.safeParse(sent)).toStrictEqual({ success: true, data: receipt });
    }), { numRuns: 5000 });
    expect(plain).toBeGreaterThan(200);
  });

  it.each([
    ['a sale of a member', sale],
    ['a return of nobody known', { ...sale, kind: 'RETURN', memberId: null, corrects: null }],
    ['a sale with as many lines as may be', { ...sale, lines: Array.from({ length: 1000 }, () => line) }],
  ])('is %s', (_, sent) => {
    expect(plainReceipt(sent)).toStrictEqual(receiptSchema.parse(sent));
  });

  it.each([
    ['a void', { ...sale, kind: 'VOID', corrects: 'c:s:2026-11-24:t:6' }],
    ['one line too many', { ...sale, lines: Array.from({ length: 1001 }, () => line) }],
    ['a field nobody knows', { ...sale, customerName: 'Ada' }],
    ['a field nobody knows on a line', { ...sale, lines: [{ ...line, name: 'Bread' }] }],
  ])('is not %s', (_, sent) => {
    expect(plainReceipt(sent)).toBeNull();
  });
});
