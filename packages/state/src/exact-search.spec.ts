import { array, assert, float, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestRows } from './exact-search.js';
import { toUnitLength } from './unit-vector.js';

const ROWS = 7;

describe('exact search', () => {
  it('finds the rows that sorting all cosines finds, in every dimension', () => {
    const element = float({ min: -1, max: 1, noNaN: true });
    assert(property(integer({ min: 1, max: 9 }).chain((dimension) => array(array(element, { minLength: dimension, maxLength: dimension }), { minLength: ROWS + 1, maxLength: ROWS + 1 })), (raw) => {
      const vectors = raw.map((elements) => toUnitLength(Float32Array.from(elements.map((value, index) => (index === 0 ? value + 3 : value))), 'vector'));
      const [query = new Float32Array(), ...rows] = vectors;
      const elements = Float32Array.from(rows.flatMap((row) => [...row]));
      const found = nearestRows({ elements, rows: ROWS, dimension: query.length }, query, 3);
      const sorted = rows.map((row) => row.reduce((sum, value, index) => sum + value * (query[index] ?? 0), 0)).toSorted((a, b) => b - a);
      expect(found).toHaveLength(3);
      for (const [place, { score }] of found.entries()) expect(score).toBeCloseTo(sorted[place] ?? Number.NaN, 5);
    }));
  });

  it('puts the earlier row first where two are equally near', () => {
    const elements = Float32Array.from([0, 1, 1, 0, 1, 0, 1, 0]);
    expect(nearestRows({ elements, rows: 4, dimension: 2 }, Float32Array.from([1, 0]), 2)).toEqual([{ row: 1, score: 1 }, { row: 2, score: 1 }]);
  });

  it('finds nothing for a count of 0 and everything for a count beyond the rows', () => {
    const rows = { elements: Float32Array.from([1, 0, 0, 1]), rows: 2, dimension: 2 };
    expect(nearestRows(rows, Float32Array.from([1, 0]), 0)).toEqual([]);
    expect(nearestRows(rows, Float32Array.from([1, 0]), 9).map(({ row }) => row)).toEqual([0, 1]);
  });

  it('leaves spare room behind the last row alone', () => {
    const elements = Float32Array.from([0, 1, 1, 0]);
    expect(nearestRows({ elements, rows: 1, dimension: 2 }, Float32Array.from([1, 0]), 5)).toEqual([{ row: 0, score: 0 }]);
  });
});
