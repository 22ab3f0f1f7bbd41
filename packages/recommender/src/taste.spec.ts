import type { ChainId, MemberId, PurchaseKind, Sku } from '@vitrine/contracts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyReceipt, type Taste, type TasteReceipt } from './taste.js';

const DAY = 86_400_000;

function receipt(day: number, lines: Readonly<Record<string, number>>, kind: PurchaseKind = 'SALE'): TasteReceipt {
  return {
    chainId: 'chain' as ChainId, memberId: 'm1' as MemberId, occurredAtMs: day * DAY, kind,
    lines: Object.entries(lines).map(([sku, quantityMilli]) => ({ sku: sku as Sku, quantityMilli })),
  };
}

function fold(...receipts: readonly TasteReceipt[]): Taste {
  return receipts.reduce<Taste | null>(applyReceipt, null) as Taste;
}

const product = (taste: Taste, sku: string): Taste['products'][number] | undefined => taste.products.find((one) => one.sku === sku);

describe('a taste', () => {
  it('counts repeats by receipt and keeps first and last time', () => {
    const taste = fold(receipt(1, { milk: 2_000 }), receipt(3, { milk: 1_000, bread: 1_000 }));
    expect(product(taste, 'milk')).toEqual({ sku: 'milk', receipts: 2, quantityMilli: 3_000, recency: 1 + 2 ** (-2 / 28), firstBoughtAtMs: DAY, lastBoughtAtMs: 3 * DAY });
    expect(taste).toMatchObject({ version: 2, receipts: 2, updatedAtMs: 3 * DAY });
  });

  it('adds up lines of one product on one receipt', () => {
    const lines = [{ sku: 'milk' as Sku, quantityMilli: 1_000 }, { sku: 'milk' as Sku, quantityMilli: 500 }];
    expect(product(fold({ ...receipt(1, {}), lines }), 'milk')).toMatchObject({ receipts: 1, quantityMilli: 1_500 });
  });

  it('is as if the sale had never been once it is voided', () => {
    const once = fold(receipt(1, { milk: 1_000 }));
    const voided = fold(receipt(1, { milk: 1_000 }), receipt(2, { milk: 1_000, wine: 6_000 }), receipt(2, { milk: 1_000, wine: 6_000 }, 'VOID'));
    expect(product(voided, 'milk')).toMatchObject({ receipts: 1, quantityMilli: 1_000 });
    expect(voided).toMatchObject({ receipts: once.receipts, recent: once.recent, version: 3 });
    expect(product(voided, 'wine')).toBeUndefined();
  });

  it('forgets what was returned whole and keeps what was returned in part', () => {
    const taste = fold(receipt(1, { wine: 6_000, milk: 1_000 }), receipt(2, { wine: 1_000, milk: 1_000 }, 'RETURN'));
    expect(product(taste, 'wine')).toMatchObject({ receipts: 1, quantityMilli: 5_000 });
    expect(product(taste, 'milk')).toBeUndefined();
    expect(taste.recent).toEqual([{ occurredAtMs: DAY, skus: ['wine'] }]);
    expect(taste.receipts).toBe(1);
  });

  it('puts a receipt that comes late where it belongs', () => {
    const taste = fold(receipt(5, { milk: 1_000 }), receipt(2, { milk: 1_000 }));
    expect(taste.recent.map(({ occurredAtMs }) => occurredAtMs)).toEqual([5 * DAY, 2 * DAY]);
    expect(product(taste, 'milk')).toMatchObject({ firstBoughtAtMs: 2 * DAY, lastBoughtAtMs: 5 * DAY, recency: 1 + 2 ** (-3 / 28) });
    expect(taste.updatedAtMs).toBe(5 * DAY);
  });

  it('remembers the last twenty receipts', () => {
    const taste = fold(...Array.from({ length: 25 }, (_, day) => receipt(day, { milk: 1_000 })));
    expect(taste.recent).toHaveLength(20);
    expect(taste.recent[0]!.occurredAtMs).toBe(24 * DAY);
  });

  it('never falls below zero, whatever is taken back', () => {
    const kinds = fc.constantFrom<PurchaseKind>('SALE', 'RETURN', 'VOID', 'OTHER');
    const lines = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 5_000 }), { minKeys: 1, noNullPrototype: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(kinds, lines, fc.integer({ min: 0, max: 30 })), { minLength: 1, maxLength: 30 }), (steps) => {
        const taste = fold(...steps.map(([kind, bought, day]) => receipt(day, bought, kind)));
        expect(taste.version).toBe(steps.length);
        expect(taste.receipts).toBeGreaterThanOrEqual(0);
        for (const { receipts, quantityMilli } of taste.products) expect(Math.min(receipts, quantityMilli)).toBeGreaterThan(0);
      }),
    );
  });
});
