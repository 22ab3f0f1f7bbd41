import type { PromotionId, Sku } from '@vitrine/contracts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidate, NOW, offers, shopper, skus, type CandidateWithStock } from './decisions.fixture.js';

describe('a slate', () => {
  it.each<[string, Partial<CandidateWithStock>]>([
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
    expect(skus({ candidates }, { uncountedInStock: false })).toEqual([]);
  });

  it('carries a product once, at the deepest discount that holds', () => {
    const deep = { promotionId: 'deep' as PromotionId, discountPercent: 30 };
    const candidates = [candidate('a', { discountPercent: 10 }), candidate('a', deep), candidate('b', { discountPercent: 10 }), candidate('b', { ...deep, endsAtMs: NOW })];
    expect(offers({ candidates })).toMatchObject([{ sku: 'a', promotionId: 'deep', discountPercent: 30, rank: 1 }, { sku: 'b', promotionId: 'p-b', discountPercent: 10, rank: 2 }]);
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
});

describe('a member’s slate', () => {
  it('leaves out what was bought today, by the store’s calendar', () => {
    const candidates = [candidate('milk'), candidate('bread')];
    expect(skus({ candidates, shopper: shopper({ milk: 0.2, bread: 1 }) })).toEqual(['bread']);
  });

  it('leaves out what is bought regularly until a share of its interval has passed', () => {
    const candidates = [candidate('monthly'), candidate('daily')];
    const member = shopper({ monthly: [63, 33, 3], daily: [3, 2, 1] });
    expect(skus({ candidates, shopper: member }, { rebuyShare: 0.25 })).toEqual(['daily']);
    expect(skus({ candidates, shopper: member }, { rebuyShare: 0.05 }).toSorted()).toEqual(['daily', 'monthly']);
  });

  it('leaves out denied categories at any level and what was shown too often', () => {
    const candidates = [candidate('wine', { categoryPath: ['drinks', 'alcohol', 'wine'] }), candidate('bread'), candidate('eggs')];
    const member = shopper({ wine: 5, bread: 5, eggs: 5 }, { deniedCategories: ['alcohol'], shown: new Map([['eggs' as Sku, 20]]) });
    expect(skus({ candidates, shopper: member })).toEqual(['bread']);
  });

  it('prefers what the member buys and says so', () => {
    const candidates = [candidate('best-seller', { soldInStore: 5_000, soldLately: 50_000 }), candidate('mine')];
    expect(offers({ candidates, shopper: shopper({ mine: 7 }) })).toMatchObject([
      { sku: 'mine', reason: 'BOUGHT_BEFORE', novel: false }, { sku: 'best-seller', reason: 'POPULAR_HERE', novel: true },
    ]);
  });

  it('keeps places for what goes with the last baskets though never bought', () => {
    const usual = Array.from({ length: 12 }, (_, i) => `usual-${String(i).padStart(2, '0')}`);
    const candidates = [...usual.map((sku) => candidate(sku)), candidate('fits'), candidate('far')];
    const companions = new Map([['usual-00' as Sku, { weight: 100, shared: new Map([['fits', 80]]) }]]);
    const slate = offers({ candidates, shopper: shopper(Object.fromEntries(usual.map((sku, i) => [sku, i + 1])), { companions }) });
    expect(slate).toHaveLength(10);
    expect(slate.filter(({ novel }) => novel)).toMatchObject([{ sku: 'far' }, { sku: 'fits', reason: 'GOES_WITH_RECENT' }]);
  });

  it('does not let a novelty that reads the same take the place of what the member buys', () => {
    const candidates = [candidate('mine', { title: 'Milk' }), candidate('other', { title: 'Milk', soldInStore: 900, soldLately: 900 }), candidate('bread')];
    expect(skus({ candidates, shopper: shopper({ mine: [20, 10, 3] }) }, { size: 2, novelPlaces: 1 }).toSorted()).toEqual(['bread', 'mine']);
  });

  it('is shorter rather than irrelevant', () => {
    const candidates = [candidate('popular'), candidate('unsold', { soldInStore: 0, soldLately: 0 })];
    expect(skus({ candidates, shopper: shopper({ other: 400 }) }, { minimumRelevance: 0.005 })).toEqual(['popular']);
  });

  it('gives more or less away as the policy says', () => {
    const candidates = [candidate('mine', { discountPercent: 10 }), candidate('deep', { discountPercent: 60 })];
    const member = shopper({ mine: [20, 10] });
    expect(skus({ candidates, shopper: member })).toEqual(['mine', 'deep']);
    expect(skus({ candidates, shopper: member }, { discountEmphasis: 10 })).toEqual(['deep', 'mine']);
  });
});

describe('margins', () => {
  const member = shopper({ rich: 20, poor: 20, untold: 20 });
  const candidates = [candidate('poor', { marginPercent: 10 }), candidate('rich', { marginPercent: 60 }), candidate('untold')];

  it('say nothing unless the policy asks for them', () => {
    expect(skus({ candidates, shopper: member })).toEqual(['poor', 'rich', 'untold']);
  });

  it('lift what earns more after its discount, lower what loses, and leave what is not told', () => {
    expect(skus({ candidates, shopper: member }, { marginEmphasis: 2 })).toEqual(['rich', 'untold', 'poor']);
    const deeper = [candidate('deep', { marginPercent: 40, discountPercent: 50 }), candidate('flat', { marginPercent: 40, discountPercent: 5 })];
    expect(skus({ candidates: deeper, shopper: shopper({ deep: 20, flat: 20 }) }, { marginEmphasis: 4 })).toEqual(['flat', 'deep']);
  });

  it('are no reason that a shopper is told', () => {
    expect(offers({ candidates, shopper: shopper({ other: 5 }) }, { marginEmphasis: 20 }).find(({ sku }) => sku === 'rich')).toMatchObject({ reason: 'OTHER' });
  });
});

describe('the place that is explored', () => {
  const candidates = Array.from({ length: 40 }, (_, i) => candidate(`s${String(i).padStart(2, '0')}`, { soldInStore: 100 - i }));
  const member = shopper({ s00: 3 });
  const slates = Array.from({ length: 400 }, (_, n) => offers({ candidates, shopper: member, seed: `member/${n}` }, { exploration: 0.2, explorationPool: 5 }));
  const usual = offers({ candidates, shopper: member });

  it('is the last one, drawn as often as the policy says, and its propensity is logged', () => {
    const explored = slates.filter((slate) => slate.at(-1)!.sku !== usual.at(-1)!.sku);
    expect(explored.length / slates.length).toBeGreaterThan(0.14);
    expect(explored.length / slates.length).toBeLessThan(0.26);
    for (const slate of slates) {
      expect(slate.slice(0, -1)).toEqual(usual.slice(0, -1));
      expect(slate.at(-1)).toMatchObject(slate.at(-1)!.sku === usual.at(-1)!.sku ? { propensity: 0.8 } : { propensity: 0.04 });
    }
  });

  it('is drawn from all that came next, and from nothing else', () => {
    const drawn = new Set(slates.map((slate) => slate.at(-1)!.sku));
    expect([...drawn].toSorted()).toEqual(['s09', 's10', 's11', 's12', 's13', 's14']);
  });

  it('is the same whenever the same seed decides', () => {
    expect(offers({ candidates, shopper: member, seed: 'member/7' }, { exploration: 0.2, explorationPool: 5 })).toEqual(slates[7]);
  });

  it('needs something to be drawn from', () => {
    expect(offers({ candidates: candidates.slice(0, 10), shopper: member }, { exploration: 1 }).map(({ propensity }) => propensity)).toEqual(Array.from({ length: 10 }, () => 1));
  });
});
