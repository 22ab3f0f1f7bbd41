import type { ChainId, MemberId, Sku } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import type { TasteRecord } from './member-taste.js';
import { tasteOfText, tasteText } from './taste-text.js';

const product = { sku: 'milk' as Sku, receipts: 3, quantityMilli: 4_500, recency: 1 + 2 ** (-11 / 28), firstBoughtAtMs: 1_700_000_000_123, lastBoughtAtMs: 1_700_900_000_456 };
const taste: TasteRecord = { chainId: 'c' as ChainId, memberId: 'm' as MemberId, version: 4, receipts: 3, updatedAtMs: 1_700_900_000_456, products: [product], recent: [{ occurredAtMs: 1_700_900_000_456, skus: ['milk' as Sku] }] };

describe('a taste as text', () => {
  it('comes back bit for bit', () => {
    expect(tasteOfText(tasteText(taste))).toEqual(taste);
    expect(tasteOfText(tasteText({ ...taste, products: [], recent: [] }))).toEqual({ ...taste, products: [], recent: [] });
  });

  it('takes at most 80 bytes for one more product', () => {
    expect(tasteText({ ...taste, products: [product, { ...product, sku: '1234567' as Sku }] }).length - tasteText(taste).length).toBeLessThanOrEqual(80);
  });

  it('is read as it was written before products aged', () => {
    const { recency: _recency, ...before } = product;
    expect(tasteOfText(JSON.stringify({ ...taste, products: [before] })).products).toEqual([{ ...product, recency: 3 }]);
  });
});
