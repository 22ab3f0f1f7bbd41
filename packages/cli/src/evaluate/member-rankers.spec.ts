import { ShippedRanker, StorePromotions, type MemberReceipt } from '@vitrine/recommender';
import { describe, expect, it } from 'vitest';
import { learntRanker, type RankerData } from './member-rankers.js';

const DAY_MS = 86_400_000;
const products = Array.from({ length: 30 }, (_, n) => `p${n}`);
const receipts = Array.from({ length: 600 }, (_, n): MemberReceipt => ({ id: `r${n}`, memberId: `m${n % 10}`, storeId: 's', atMs: (n / 10) * DAY_MS, items: [`p${n % 10}`, `p${(n * 7) % 30}`], discounts: [20, 10] }));
const promotions = (fromDay: number, toDay: number): StorePromotions =>
  new StorePromotions(products.map((item) => ({ storeId: 's', item, startsAtMs: fromDay * DAY_MS, endsAtMs: toDay * DAY_MS, discountPercent: 30 })));

function model(data: Partial<RankerData>): ShippedRanker['model'] {
  const ranker = learntRanker('shipped', { receipts, goods: new Map(), seed: 0, ...data });
  if (!(ranker instanceof ShippedRanker)) throw new Error('another ranker');
  return ranker.model;
}

describe('the shipped ranker', () => {
  it('is trained with the promotions where they cover its receipts', () => {
    expect(model({ promotions: promotions(0, 60) })).not.toEqual(model({}));
  });

  it('does with discounts where they begin after the last receipt', () => {
    expect(model({ promotions: promotions(60, 67) })).toEqual(model({}));
  });
});
