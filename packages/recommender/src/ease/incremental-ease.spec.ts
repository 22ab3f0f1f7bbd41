import { describe, expect, it } from 'vitest';
import { IncrementalEase } from './incremental-ease.js';

const BASKETS = Array.from({ length: 90 }, (_, index) => ({
  id: `r${index}`,
  items: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].filter((_, item) => (index * 7 + item * item * 3 + ((index * item) % 5)) % 3 === 0),
})).filter(({ items }) => items.length > 0);

/** The inverse of a small symmetric matrix by Gauss and Jordan. */
function inverted(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let i = 0; i < n; i++) {
    const pivot = rows[i]![i]!;
    rows[i] = rows[i]!.map((value) => value / pivot);
    for (let k = 0; k < n; k++) if (k !== i) {
      const factor = rows[k]![i]!;
      rows[k] = rows[k]!.map((value, j) => value - factor * rows[i]![j]!);
    }
  }
  return rows.map((row) => row.slice(n));
}

/** EASE as published, from scratch. */
function fromScratch(items: readonly string[], penalty: number, query: readonly string[]): number[] {
  const gram = items.map((a) => items.map((b) => (a === b ? penalty : 0) + BASKETS.reduce((sum, basket) => sum + (basket.items.includes(a) && basket.items.includes(b) ? basket.items.length ** -0.5 : 0), 0)));
  const inverse = inverted(gram);
  return items.map((_, j) => -query.reduce((sum, item) => sum + inverse[items.indexOf(item)]![j]!, 0) / inverse[j]![j]!);
}

describe('IncrementalEase', () => {
  it('is what inverting the whole matrix gives', () => {
    const ease = new IncrementalEase({ capacity: 16, penalty: 3, diagonalExponent: 1 });
    for (const basket of BASKETS) ease.learn(basket);
    const scores = ease.scores(['a', 'e']);
    for (const [j, expected] of fromScratch(ease.items, 3, ['a', 'e']).entries()) expect(scores[j]).toBeCloseTo(expected, 4);
  });

  it('takes back what it learnt', () => {
    const once = new IncrementalEase({ capacity: 16 });
    const twice = new IncrementalEase({ capacity: 16 });
    for (const basket of BASKETS) {
      once.learn(basket);
      twice.learn(basket);
    }
    for (const basket of BASKETS.slice(0, 40)) twice.learn(basket);
    for (const basket of BASKETS.slice(0, 40)) twice.forget(basket);
    for (const [j, expected] of once.scores(['b']).entries()) expect(twice.scores(['b'])[j]).toBeCloseTo(expected, 4);
  });

  it('keeps the products sold most when there is no room for all', () => {
    const ease = new IncrementalEase({ capacity: 3 });
    for (const items of [['a', 'b'], ['a', 'c'], ['a', 'b'], ['x', 'y'], ['x', 'y']]) ease.learn({ id: 'r', items });
    expect(ease.items.toSorted()).toEqual(['a', 'b', 'x']);
    for (let round = 0; round < 5; round++) ease.learn({ id: 'r', items: ['x', 'a'] });
    expect(ease.complete(['x'], 1)[0]).toMatchObject({ item: 'a', score: expect.any(Number) as number });
    expect(ease.scores(['x', 'b']).every(Number.isFinite)).toBe(true);
  });

  it('knows nothing before the first basket, and nothing of products never sold', () => {
    const ease = new IncrementalEase({ capacity: 8 });
    expect(ease.complete(['a'], 3)).toEqual([]);
    ease.learn({ id: 'r', items: ['a'] });
    expect(ease.complete(['z'], 3)).toEqual([{ item: 'a', score: expect.closeTo(0) as number }]);
  });
});
