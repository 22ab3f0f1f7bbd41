import { describe, expect, it } from 'vitest';
import { assertUnitVector, toUnitLength } from './unit-vector.js';

const refusal = expect.objectContaining({ code: 'invalid_field', details: { field: 'vector' } }) as Error;

describe('unit length', () => {
  it('is what rounding leaves of it', () => {
    expect(() => assertUnitVector(Float32Array.from([0.6, 0.8]), 'vector')).not.toThrow();
    expect(() => assertUnitVector(Float32Array.from([0.6, 0.8003]), 'vector')).not.toThrow();
  });

  it('is not what is longer, shorter, empty or not finite', () => {
    for (const elements of [[0.6, 0.9], [0.5, 0.5], [], [0, 0], [Number.NaN, 1], [Number.POSITIVE_INFINITY, 0]]) {
      expect(() => assertUnitVector(Float32Array.from(elements), 'vector')).toThrowError(refusal);
    }
  });

  it('is given to every vector with a direction and refused to one without', () => {
    expect([...toUnitLength(Float32Array.from([3, 4]), 'vector')].map((element) => element.toFixed(6))).toEqual(['0.600000', '0.800000']);
    for (const elements of [[], [0, 0], [Number.NaN], [Number.POSITIVE_INFINITY, 1]]) expect(() => toUnitLength(Float32Array.from(elements), 'vector')).toThrowError(refusal);
  });
});
