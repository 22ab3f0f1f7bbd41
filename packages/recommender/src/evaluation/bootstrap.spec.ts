import { describe, expect, it } from 'vitest';
import { bootstrapInterval } from './bootstrap.js';

/** A small linear congruential generator (Numerical Recipes). */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

describe('bootstrapInterval', () => {
  it('is about two standard errors wide on each side', () => {
    const values = Array.from({ length: 400 }, (_, index) => (index % 2 === 0 ? 1 : 0));
    const { mean, low, high } = bootstrapInterval(values, generator(7));
    expect(mean).toBe(0.5);
    expect(low).toBeCloseTo(0.5 - 1.96 * 0.025, 2);
    expect(high).toBeCloseTo(0.5 + 1.96 * 0.025, 2);
  });

  it('has no width when all members agree, and is 0 without members', () => {
    expect(bootstrapInterval([0.25, 0.25, 0.25], generator(1))).toEqual({ mean: 0.25, low: 0.25, high: 0.25 });
    expect(bootstrapInterval([], generator(1))).toEqual({ mean: 0, low: 0, high: 0 });
  });
});
