import { describe, expect, it } from 'vitest';
import { fitLogistic } from './logistic-regression.js';

describe('fitLogistic', () => {
  it('finds the log odds of a table of counts', () => {
    const rows = [...Array.from({ length: 30 }, () => [1, 1]), ...Array.from({ length: 10 }, () => [1, 0]), ...Array.from({ length: 20 }, () => [0, 1]), ...Array.from({ length: 60 }, () => [0, 0])];
    const { intercept, weights } = fitLogistic({ values: Float64Array.from(rows, ([x]) => x!), columns: 1, labels: Uint8Array.from(rows, ([, y]) => y!) }, 0);
    expect(intercept).toBeCloseTo(Math.log(20 / 60), 6);
    expect(weights[0]).toBeCloseTo(Math.log(30 / 10) - Math.log(20 / 60), 6);
  });

  it('gives a signal that never varies no weight, and stays finite where the classes come apart', () => {
    const values = Float64Array.from([0, 0, 0, 0, 5, 0, 5, 0]);
    const { weights } = fitLogistic({ values, columns: 2, labels: Uint8Array.from([0, 0, 1, 1]) }, 1);
    expect(weights[0]).toBeGreaterThan(0);
    expect(weights[1]).toBeCloseTo(0, 9);
    expect(weights.every(Number.isFinite)).toBe(true);
  });

  it('says even odds of nothing at all', () => {
    expect(fitLogistic({ values: new Float64Array(), columns: 1, labels: new Uint8Array() }, 1)).toEqual({ intercept: 0, weights: [0] });
  });
});
