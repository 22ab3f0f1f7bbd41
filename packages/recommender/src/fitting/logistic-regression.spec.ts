import { describe, expect, it } from 'vitest';
import { fitLogistic, type Examples } from './logistic-regression.js';

/** Rows of one or more signals with what came of them, each counting `weight`. */
function examples(rows: readonly (readonly number[])[], labels: readonly number[], weight: (row: number) => number = () => 1): Examples {
  return { values: Float64Array.from(rows.flat()), columns: rows[0]?.length ?? 1, labels: Uint8Array.from(labels), weights: Float64Array.from(labels, (_, row) => weight(row)) };
}

const chance = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

describe('fitLogistic', () => {
  const counted = [...Array.from({ length: 30 }, () => [1, 1]), ...Array.from({ length: 10 }, () => [1, 0]), ...Array.from({ length: 20 }, () => [0, 1]), ...Array.from({ length: 60 }, () => [0, 0])];
  const rows = counted.map(([x]) => [x!]);
  const labels = counted.map(([, y]) => y!);

  it('finds the log odds of a table of counts', () => {
    const { intercept, weights } = fitLogistic(examples(rows, labels), 0);
    expect(intercept).toBeCloseTo(Math.log(20 / 60), 6);
    expect(weights[0]).toBeCloseTo(Math.log(30 / 10) - Math.log(20 / 60), 6);
  });

  it('counts rows by their weights, and still expects as much of all rows as happened', () => {
    const { intercept, weights } = fitLogistic(examples(rows, labels, (row) => (row < 30 ? 0.5 : 1)), 0);
    expect(weights[0]).toBeCloseTo(Math.log(15 / 10) - Math.log(20 / 60), 6);
    expect(rows.reduce((sum, [x]) => sum + chance(intercept + weights[0]! * x!), 0)).toBeCloseTo(50, 6);
  });

  it('holds a signal back as much whatever its unit is', () => {
    const [plain] = fitLogistic(examples(rows, labels), 20).weights;
    const [inHundredths] = fitLogistic(examples(rows.map(([x]) => [x! * 100]), labels), 20).weights;
    expect(inHundredths! * 100).toBeCloseTo(plain!, 9);
    expect(plain!).toBeLessThan(fitLogistic(examples(rows, labels), 0).weights[0]! - 0.5);
  });

  it('gives a signal that never varies no weight, and stays finite where the classes come apart', () => {
    const { weights } = fitLogistic(examples([[0, 0], [0, 0], [5, 0], [5, 0]], [0, 0, 1, 1]), 1);
    expect(weights[0]).toBeGreaterThan(0);
    expect(weights[1]).toBeCloseTo(0, 9);
    expect(weights.every(Number.isFinite)).toBe(true);
  });

  it('says even odds of nothing at all', () => {
    expect(fitLogistic(examples([], []), 1)).toEqual({ intercept: 0, weights: [0] });
  });
});
