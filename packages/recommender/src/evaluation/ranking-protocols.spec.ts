import { describe, expect, it } from 'vitest';
import { basketQuestions, judged, offerQuestions } from './questions.js';
import { listQuality, meanListQuality, novelOnly, signalShares } from './ranking-report.js';
import { CooccurrenceRanker, FrequencyRanker, PopularityRanker } from './reference-rankers.js';
import type { MemberReceipt } from '../retail-records.js';
import { SalesWindow } from '../sales/sales-window.js';
import { StorePromotions } from '../store-promotions.js';
import { ShippedRanker } from './shipped-ranker.js';

const DAY_MS = 86_400_000;
const receipt = (id: string, memberId: string, day: number, ...items: string[]): MemberReceipt => ({ id, memberId, storeId: 's', atMs: day * DAY_MS, items, discounts: items.map(() => 10) });
const RECEIPTS = [receipt('r1', 'm', 1, 'milk', 'bread'), receipt('r2', 'n', 2, 'milk', 'bread', 'beer'), receipt('r3', 'm', 3, 'milk'), receipt('r4', 'n', 4, 'beer', 'crisps'), receipt('next', 'm', 50, 'crisps', 'milk')];
const HOUSEHOLDS = [{ memberId: 'm', basketId: 'next', storeId: 's', atMs: 50 * DAY_MS }];
const TARGETS = [{ memberId: 'm', item: 'milk', offered: true }, { memberId: 'm', item: 'crisps', offered: true }, { memberId: 'm', item: 'soap', offered: false }];
const promotion = (item: string, from: number, to: number, discountPercent = 20): { item: string; storeId: string; startsAtMs: number; endsAtMs: number; discountPercent: number } => ({ item, storeId: 's', startsAtMs: from * DAY_MS, endsAtMs: to * DAY_MS, discountPercent });
const DATA = { receipts: RECEIPTS, households: HOUSEHOLDS, targets: TARGETS };

describe('questions about offers', () => {
  const [only] = offerQuestions(DATA, new StorePromotions([promotion('milk', 49, 51), promotion('milk', 50, 51, 30), promotion('beer', 40, 50), promotion('crisps', 50, 60), promotion('soap', 51, 60)]));

  it('offer what the store promotes at that moment, each product once at its deepest discount', () => {
    expect(only?.question.candidates).toEqual([{ item: 'milk', discountPercent: 30 }, { item: 'crisps', discountPercent: 20 }]);
  });

  it('know the member’s own receipts up to then, but not the one to be foreseen', () => {
    expect(only?.question.history.map(({ id }) => id)).toEqual(['r1', 'r3']);
    expect(only?.relevant).toEqual(new Set(['milk', 'crisps']));
  });

  it('are asked again about what is new to the member', () => {
    expect(novelOnly(only!)).toMatchObject({ relevant: new Set(['crisps']), question: { candidates: [{ item: 'crisps' }] } });
    expect(novelOnly({ ...only!, relevant: new Set(['milk']) })).toBeNull();
  });

  it('are not asked of members without a relevant offer', () => {
    expect(offerQuestions({ ...DATA, targets: TARGETS.map((target) => ({ ...target, offered: false })) }, new StorePromotions([]))).toEqual([]);
  });
});

describe('the reference rankers', () => {
  const learnt = <R extends PopularityRanker | FrequencyRanker | CooccurrenceRanker>(ranker: R): R => {
    for (const one of RECEIPTS.slice(0, 4)) ranker.learn(one);
    return ranker;
  };
  const question = { memberId: 'm', storeId: 's', atMs: 50 * DAY_MS, history: [RECEIPTS[0]!, RECEIPTS[2]!], candidates: ['beer', 'bread', 'crisps', 'milk', 'soap'].map((item) => ({ item, discountPercent: 0 })) };

  it('count receipts; own frequency goes first and popularity over the maximum + 1 decides the rest', () => {
    expect(learnt(new PopularityRanker()).rank(question, 3).map(({ item, score }) => [item, score])).toEqual([['milk', 3], ['beer', 2], ['bread', 2]]);
    expect(learnt(new FrequencyRanker()).rank(question, 4)).toEqual([
      { item: 'milk', score: 2 + 3 / 4, signal: 'frequency' }, { item: 'bread', score: 1 + 2 / 4, signal: 'frequency' },
      { item: 'beer', score: 2 / 4, signal: 'popularity' }, { item: 'crisps', score: 1 / 4, signal: 'popularity' },
    ]);
  });

  it('rank by what is bought together with the history', () => {
    const ranked = learnt(new CooccurrenceRanker()).rank({ ...question, candidates: question.candidates.filter(({ item }) => item !== 'milk' && item !== 'bread') }, 3);
    expect(ranked.map(({ item, score }) => [item, score > 0])).toEqual([['beer', true], ['crisps', false], ['soap', false]]);
  });

  it('narrow all products down to the member’s own and what sells best', () => {
    const [asked] = basketQuestions(DATA, learnt(new FrequencyRanker()));
    expect(asked?.question.candidates.map(({ item }) => item).toSorted()).toEqual(['beer', 'bread', 'crisps', 'milk']);
    expect(asked?.relevant.size).toBe(3);
  });
});

const gain = (places: number): number => Array.from({ length: places }, (_, index) => 1 / Math.log2(index + 2)).reduce((a, b) => a + b, 0);

describe('the quality of a list', () => {
  it('is recall, discounted gain and hit of the first ten, and recall of the first twenty', () => {
    const list = ['a', 'x', 'b', ...Array.from({ length: 9 }, (_, index) => `y${index}`), 'c'];
    const relevant = new Set(['a', 'b', 'c', 'd']);
    const ideal = 1 + 1 / Math.log2(3) + 1 / 2 + 1 / Math.log2(5);
    expect(listQuality(list, relevant)).toEqual({ recall10: 0.5, ndcg10: expect.closeTo((1 + 1 / 2) / ideal, 12) as number, hitRate10: 1, recall20: 0.75 });
  });

  it('may be measured against a best list of the whole basket', () => {
    const relevant = new Set(Array.from({ length: 12 }, (_, index) => `p${index}`));
    expect(listQuality([...relevant], relevant).ndcg10).toBeCloseTo(1, 12);
    expect(listQuality([...relevant], relevant, Number.POSITIVE_INFINITY).ndcg10).toBeCloseTo(gain(10) / gain(12), 12);
  });

  it('is averaged over members, and each list’s places are shared out by signal', () => {
    const { all, novel } = judged(offerQuestions(DATA, new StorePromotions([promotion('milk', 49, 51), promotion('crisps', 50, 60)])), ({ candidates }) => candidates, listQuality);
    expect([meanListQuality(all).recall10, meanListQuality(novel).recall10, meanListQuality([]).recall10]).toEqual([1, 1, 0]);
    expect(signalShares([[{ item: 'a', score: 2, signal: 'x' }, { item: 'b', score: 1, signal: 'y' }], [{ item: 'a', score: 2, signal: 'x' }, { item: 'b', score: 1, signal: 'x' }]])).toEqual({ x: 0.75, y: 0.25 });
  });
});

describe('SalesWindow', () => {
  it('forgets what is older than its span, and keeps what was ever sold', () => {
    const sales = new SalesWindow(2 * DAY_MS);
    for (const one of RECEIPTS.slice(0, 4)) sales.add(one);
    expect([sales.recent.get('milk'), sales.all.get('milk'), sales.most]).toEqual([2, 3, 3]);
    expect(sales.best(2)).toEqual(['beer', 'milk']);
  });
});

describe('ShippedRanker', () => {
  const shop = (): ShippedRanker => {
    let state = 1;
    const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
    const goods = new Map(Array.from({ length: 30 }, (_, index) => [`p${index}`, { title: `p${index}`, categoryPath: ['food', `c${index % 3}`] }]));
    const ranker = new ShippedRanker({ goods, fitFromMs: 20 * DAY_MS, fitEvery: 1, random });
    for (let day = 0; day < 60; day++) for (let member = 0; member < 5; member++) ranker.learn(receipt(`${day}-${member}`, `m${member}`, day, `p${member}`, `p${member + 5}`, `p${10 + ((day * 7 + member) % 20)}`));
    ranker.ready();
    return ranker;
  };
  const history = Array.from({ length: 10 }, (_, index) => receipt(`h${index}`, 'm2', 50 + index, 'p2', 'p7'));
  const question = { memberId: 'm2', storeId: 's', atMs: 60 * DAY_MS, history, candidates: Array.from({ length: 30 }, (_, index) => ({ item: `p${index}`, discountPercent: 10 })) };

  it('learns from the stream that members buy again what they bought', () => {
    expect(shop().rank(question, 2).map(({ item }) => item).toSorted()).toEqual(['p2', 'p7']);
  });

  it('ranks what is new to the member by another model, and gives the same answer each time', () => {
    const novel = { ...question, candidates: question.candidates.filter(({ item }) => item !== 'p2' && item !== 'p7') };
    expect(shop().rank(novel, 5)).toEqual(shop().rank(novel, 5));
    expect(Object.keys(shop().model.novel.weights)).toContain('together');
    expect(Object.keys(shop().model.overall.weights)).toContain('habit');
  });

  it('answers members and shops without any history', () => {
    const fresh = new ShippedRanker({ goods: new Map(), fitFromMs: 0, fitEvery: 1, random: () => 0.5 });
    fresh.ready();
    expect(fresh.rank({ ...question, history: [] }, 3)).toHaveLength(3);
    expect(fresh.shortlist([], 10)).toEqual([]);
  });
});
