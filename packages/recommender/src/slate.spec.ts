import type { ChainId, MemberId, PromotionId, Sku } from '@vitrine/contracts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate, Shopper } from './candidate.js';
import { OFFER_POLICY_DEFAULTS } from './offer-policy.js';
import { decideSlate, type SlateInput } from './slate.js';
import { applyReceipt, type Taste } from './taste.js';

const NOW = Date.UTC(2026, 2, 2, 10);
const DAY = 86_400_000;
const ZONE = 'Europe/Berlin';

function candidate(sku: string, given: Partial<Candidate> = {}): Candidate {
  return {
    sku: sku as Sku, promotionId: `p-${sku}` as PromotionId, startsAtMs: NOW - DAY, endsAtMs: NOW + DAY, discountPercent: 20, active: true,
    title: sku, categoryPath: ['food', sku], sensitive: false, onHandMilli: 5_000, soldInHour: 0, soldInStore: 50, soldInChain: 500, vector: null, ...given,
  };
}

/** A member who bought each product once, so many days ago. */
function shopper(bought: Readonly<Record<string, number>>, given: Partial<Shopper> = {}): Shopper {
  const receipts = Object.entries(bought).toSorted((a, b) => b[1] - a[1]);
  const taste = receipts.reduce<Taste | null>(
    (before, [sku, days]) =>
      applyReceipt(before, { chainId: 'c' as ChainId, memberId: 'm' as MemberId, occurredAtMs: NOW - days * DAY, kind: 'SALE', lines: [{ sku: sku as Sku, quantityMilli: 1_000 }] }),
    null,
  );
  return { taste: taste!, deniedCategories: [], shown: new Map(), vectors: new Map(), categories: new Map(), ...given };
}

const skus = (input: Partial<SlateInput>, policy = OFFER_POLICY_DEFAULTS): string[] =>
  decideSlate({ nowMs: NOW, timeZone: ZONE, candidates: [], shopper: null, ...input }, policy).map(({ sku }) => sku);

describe('a slate', () => {
  it.each<[string, Partial<Candidate>]>([
    ['out of stock', { onHandMilli: 0 }],
    ['not yet valid', { startsAtMs: NOW + 1 }],
    ['expired', { endsAtMs: NOW }],
    ['withdrawn', { active: false }],
    ['sensitive', { sensitive: true }],
  ])('never carries what is %s', (_, given) => {
    const candidates = [candidate('bad', { ...given, soldInHour: 1_000 }), candidate('good')];
    expect(skus({ candidates })).toEqual(['good']);
    expect(skus({ candidates, shopper: shopper({ bad: 3, good: 3 }) })).toEqual(['good']);
  });

  it('never shows two products that read the same', () => {
    const candidates = ['a', 'b', 'c'].map((sku) => candidate(sku, { title: sku === 'c' ? 'MILK 1 GA' : 'Milk 1 GA', soldInHour: 9 }));
    expect(skus({ candidates: [...candidates, candidate('bread')] })).toEqual(['a', 'bread']);
    expect(skus({ candidates: [...candidates, candidate('bread')], shopper: shopper({ b: 3, c: 4, bread: 5 }) })).toHaveLength(2);
  });

  it('passes what was never counted unless the policy says otherwise', () => {
    const candidates = [candidate('uncounted', { onHandMilli: null })];
    expect(skus({ candidates })).toEqual(['uncounted']);
    expect(skus({ candidates }, { ...OFFER_POLICY_DEFAULTS, uncountedInStock: false })).toEqual([]);
  });

  it('carries a product once, at its deepest discount', () => {
    const candidates = [candidate('a', { discountPercent: 10 }), candidate('a', { promotionId: 'deep' as PromotionId, discountPercent: 30 })];
    const slate = decideSlate({ nowMs: NOW, timeZone: ZONE, candidates, shopper: null });
    expect(slate).toMatchObject([{ sku: 'a', promotionId: 'deep', discountPercent: 30, rank: 1 }]);
  });

  it('does not depend on the order of the candidates', () => {
    const candidates = Array.from({ length: 40 }, (_, i) => candidate(`s${i}`, { soldInStore: i % 5, categoryPath: ['food', `c${i % 9}`] }));
    const member = shopper({ s3: 5, s17: 9 });
    const expected = skus({ candidates, shopper: member });
    const property = fc.property(fc.shuffledSubarray(candidates, { minLength: 40 }), (shuffled) => {
      expect(skus({ candidates: shuffled, shopper: member })).toEqual(expected);
    });
    fc.assert(property, { numRuns: 30 });
  });

  it('carries at most three of one category', () => {
    const candidates = Array.from({ length: 8 }, (_, i) => candidate(`milk-${i}`, { categoryPath: ['food', 'milk'] }));
    expect(skus({ candidates })).toHaveLength(3);
    expect(skus({ candidates, shopper: shopper({ 'milk-0': 3 }) })).toHaveLength(3);
  });
});

describe('an anonymous slate', () => {
  it('is the best sellers of the hour, the deeper discount first on equal sales', () => {
    const candidates = [candidate('day', { soldInStore: 100 }), candidate('hour', { soldInHour: 9 }), candidate('deep', { discountPercent: 40 }), candidate('flat')];
    expect(skus({ candidates })).toEqual(['hour', 'day', 'deep', 'flat']);
  });

  it('is what a member without purchases gets, less what they denied', () => {
    const candidates = [candidate('wine', { categoryPath: ['drinks', 'wine'], soldInHour: 9 }), candidate('bread')];
    const taste = { ...shopper({ x: 1 }).taste, products: [], recent: [] };
    expect(skus({ candidates, shopper: shopper({ x: 1 }, { taste, deniedCategories: ['drinks'] }) })).toEqual(['bread']);
  });
});

describe('a member’s slate', () => {
  it('leaves out what was bought today, by the store’s calendar', () => {
    const candidates = [candidate('milk'), candidate('bread')];
    expect(skus({ candidates, shopper: shopper({ milk: 0.2, bread: 1 }) })).toEqual(['bread']);
  });

  it('leaves out denied categories at any level and what was shown too often', () => {
    const candidates = [candidate('wine', { categoryPath: ['drinks', 'alcohol', 'wine'] }), candidate('bread'), candidate('eggs')];
    const member = shopper({ wine: 5, bread: 5, eggs: 5 }, { deniedCategories: ['alcohol'], shown: new Map([['eggs' as Sku, 20]]) });
    expect(skus({ candidates, shopper: member })).toEqual(['bread']);
  });

  it('prefers what the member buys and says so', () => {
    const candidates = [candidate('best-seller', { soldInStore: 5_000, soldInChain: 50_000 }), candidate('mine')];
    const slate = decideSlate({ nowMs: NOW, timeZone: ZONE, candidates, shopper: shopper({ mine: 7 }) });
    expect(slate).toMatchObject([{ sku: 'mine', reason: 'BOUGHT_BEFORE', novel: false }, { sku: 'best-seller', reason: 'POPULAR_HERE', novel: true }]);
  });

  it('keeps places for what goes with the last baskets though never bought', () => {
    const near = Float32Array.of(0.8, 0.6);
    const usual = Array.from({ length: 12 }, (_, i) => `usual-${String(i).padStart(2, '0')}`);
    const candidates = [...usual.map((sku) => candidate(sku)), candidate('fits', { vector: near }), candidate('far', { vector: Float32Array.of(-1, 0) })];
    const member = shopper(Object.fromEntries(usual.map((sku, i) => [sku, i + 1])), { vectors: new Map([['usual-00' as Sku, Float32Array.of(1, 0)]]) });
    const slate = decideSlate({ nowMs: NOW, timeZone: ZONE, candidates, shopper: member });
    expect(slate).toHaveLength(10);
    expect(slate.filter(({ novel }) => novel)).toMatchObject([{ sku: 'fits', reason: 'GOES_WITH_RECENT' }, { sku: 'far' }]);
  });

  it('is shorter rather than irrelevant', () => {
    const candidates = [candidate('popular'), candidate('unsold', { soldInStore: 0, soldInChain: 0 })];
    expect(skus({ candidates, shopper: shopper({ other: 400 }) })).toEqual(['popular']);
  });
});
