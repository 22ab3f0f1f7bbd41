import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BestFirst, byScore } from './best-first.js';

describe('BestFirst', () => {
  it('gives the rows in the order that sorting all of them gives, each time', () => {
    const scores = fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 300 });
    fc.assert(fc.property(scores, (all) => {
      const column = Float64Array.from(all);
      const rows = all.flatMap((_, row) => (row % 3 === 0 ? [] : [row]));
      const best = new BestFirst(rows, column);
      expect([...best]).toEqual(byScore(rows, column));
      expect([...best]).toEqual(byScore(rows, column));
    }));
  });
});
