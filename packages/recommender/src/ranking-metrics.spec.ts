import { describe, expect, it } from 'vitest';
import { hitRate, ndcg, recall } from './ranking-metrics.js';

const ranked = ['a', 'b', 'c', 'd'];

describe('ranking metrics', () => {
  it('count a hit only within the first k', () => {
    expect([hitRate(ranked, new Set(['c']), 3), hitRate(ranked, new Set(['d']), 3)]).toEqual([1, 0]);
  });

  it('take recall over everything relevant', () => {
    expect(recall(ranked, new Set(['a', 'c', 'x', 'y']), 3)).toBe(0.5);
    expect(recall(ranked, new Set(), 3)).toBe(0);
  });

  it('discount by rank against the best order', () => {
    expect(ndcg(ranked, new Set(['a', 'b']), 10)).toBe(1);
    expect(ndcg(ranked, new Set(['b']), 10)).toBeCloseTo(1 / Math.log2(3), 12);
    expect(ndcg(ranked, new Set(['x']), 10)).toBe(0);
  });
});
