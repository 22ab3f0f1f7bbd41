import { describe, expect, it } from 'vitest';
import { nextItemQuality, splitNextItem } from './next-item.js';

const sessions = Array.from({ length: 3_000 }, (_, n) => ['first', `query-${n}`, `target-${n}`]);

/** Words on a line, word n at n. */
const line = { words: Array.from({ length: 30 }, (_, n) => `w${n}`), dim: 2, values: Float32Array.from({ length: 60 }, (_, k) => (k % 2 === 0 ? k / 2 : 1)) };

describe('the split for next-item prediction', () => {
  it('trains on all but each last item and draws disjoint pairs', () => {
    const { train, test, validation } = splitNextItem(sessions, 1);
    expect(train).toHaveLength(3_000);
    expect(train.every((session, n) => session.length === 2 && session[1] === `query-${n}`)).toBe(true);
    expect([test.length, validation.length]).toEqual([1_000, 1_000]);
    expect(new Set([...test, ...validation].map(({ query }) => query)).size).toBe(2_000);
    expect(test.every(({ query, target }) => target === query.replace('query', 'target'))).toBe(true);
  });

  it('draws the same for the same seed and others for another', () => {
    expect(splitNextItem(sessions, 1)).toEqual(splitNextItem(sessions, 1));
    expect(splitNextItem(sessions, 2).test).not.toEqual(splitNextItem(sessions, 1).test);
  });

  it('halves what there is when that is little', () => {
    const { test, validation } = splitNextItem([['a'], ['b', 'c'], ['d', 'e'], ['f', 'g']], 1);
    expect([test.length, validation.length]).toEqual([1, 1]);
  });
});

describe('the quality of next-item prediction', () => {
  it.each([
    ['the nearest', 'w1', 1, 1],
    ['the tenth', 'w10', 1, 1 / Math.log2(11)],
    ['the eleventh', 'w11', 0, 0],
    ['the query itself', 'w0', 1, 1],
    ['unknown', 'never trained', 0, 0],
  ])('by Euclid, for a target that is %s', (_, target, hitRate10, ndcg10) => {
    expect(nextItemQuality(line, [{ query: 'w0', target }], 'euclid')).toEqual({ hitRate10, ndcg10: expect.closeTo(ndcg10, 12) });
  });

  it('by cosine, whatever the lengths', () => {
    expect(nextItemQuality(line, [{ query: 'w0', target: 'w10' }], 'cosine').ndcg10).toBeCloseTo(1 / Math.log2(11), 12);
    expect(nextItemQuality(line, [{ query: 'w29', target: 'w28' }], 'cosine')).toEqual({ hitRate10: 1, ndcg10: 1 });
    expect(nextItemQuality(line, [{ query: 'w2', target: 'w29' }], 'cosine').hitRate10).toBe(0);
  });
});
