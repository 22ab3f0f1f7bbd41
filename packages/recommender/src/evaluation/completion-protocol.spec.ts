import { describe, expect, it } from 'vitest';
import { completionQuality, hiddenPlace, inOrderOfSale, meanQuality, splitByTime } from './completion-protocol.js';
import { PopularityCompleter } from './popularity-completer.js';

const DAY_MS = 86_400_000;
const basket = (id: string, day: number, ...items: string[]): { id: string; atMs: number; items: string[] } => ({ id, atMs: day * DAY_MS, items });

describe('the completion protocol', () => {
  it('orders baskets by time, then id, and leaves those of one item out', () => {
    const ordered = inOrderOfSale([basket('c', 2, 'x', 'y'), basket('b', 1, 'x', 'y'), basket('a', 2, 'x', 'y'), basket('d', 0, 'x')]);
    expect(ordered.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  });

  it('trains on what was sold up to the given days before the last basket', () => {
    const { train, test } = splitByTime([basket('a', 0, 'x', 'y'), basket('b', 2, 'x', 'y'), basket('c', 2.1, 'x', 'y'), basket('d', 30, 'x', 'y')], 28);
    expect([train.map(({ id }) => id), test.map(({ id }) => id)]).toEqual([['a', 'b'], ['c', 'd']]);
  });

  it('hides the item at the CRC-32 of seed and receipt', () => {
    const crcOfPython = 1_913_162_658;
    expect(hiddenPlace(0, { id: '536365', items: Array.from({ length: 7 }, (_, index) => `p${index}`) })).toBe(crcOfPython % 7);
  });

  it('counts hits and discounted gain among the first ten', () => {
    const model = new PopularityCompleter();
    for (const items of [['a', 'b', 'c'], ['a', 'b'], ['a']]) model.learn({ id: 'r', items });
    const test = [{ id: 't', items: ['b', 'never-sold'] }, { id: 'u', items: ['c', 'b'] }, { id: 'v', items: ['never-sold', 'b'] }];
    expect(test.map((one) => hiddenPlace(0, one))).toEqual([0, 0, 0]);
    const quality = completionQuality(test, (query, top) => model.complete(query, top), 0);
    expect(quality).toEqual({ seed: 0, hitRate10: 2 / 3, ndcg10: expect.closeTo((2 / 3) * (1 / Math.log2(3)), 12) as number });
    expect(meanQuality([{ seed: 0, hitRate10: 0.2, ndcg10: 0.1 }, { seed: 1, hitRate10: 0.4, ndcg10: 0.3 }])).toEqual({ hitRate10: expect.closeTo(0.3) as number, ndcg10: expect.closeTo(0.2) as number });
  });
});
