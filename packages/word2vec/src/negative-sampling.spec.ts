import { describe, expect, it } from 'vitest';
import { NegativeSamplingStep, negativeSamplingObjective } from './negative-sampling.js';
import { Random } from './random.js';
import { WeightMatrix } from './weight-matrix.js';

const DIM = 5;

function randomMatrix(rows: number, random: Random): WeightMatrix {
  const matrix = new WeightMatrix(DIM);
  for (let row = 0; row < rows; row++) matrix.append(() => random.normal());
  return matrix;
}

/** A first AdaGrad step is rate * g / |g|, which hides the gradient; with large squares in place it is rate * g / sqrt(squares), which shows it. */
function gradientSeen(moved: ArrayLike<number>, before: ArrayLike<number>, scale: number): number[] {
  return Array.from(before, (value, k) => (moved[k]! - value) * scale);
}

describe('a step of negative sampling', () => {
  it('moves every weight along the numeric gradient of the objective', () => {
    const random = Random.from('gradient');
    const inputs = randomMatrix(1, random);
    const outputs = randomMatrix(4, random);
    inputs.squares.fill(1e6);
    outputs.squares.fill(1e6);
    const input = Float64Array.from(inputs.row(0));
    const rows = [0, 1, 2, 3].map((row) => Float64Array.from(outputs.row(row)));
    const numeric = (weights: Float64Array, k: number): number => {
      const h = 1e-6;
      const value = weights[k]!;
      weights[k] = value + h;
      const above = negativeSamplingObjective(input, rows);
      weights[k] = value - h;
      const below = negativeSamplingObjective(input, rows);
      weights[k] = value;
      return (above - below) / (2 * h);
    };
    const expected = [input, ...rows].map((weights) => Array.from(weights, (_, k) => numeric(weights, k)));

    new NegativeSamplingStep(DIM, 100).apply(inputs, 0, outputs, Int32Array.from([0, 1, 2, 3]), 4);

    const moved = [inputs.row(0), ...rows.map((_, row) => outputs.row(row))];
    for (const [index, weights] of [input, ...rows].entries()) {
      for (const [k, seen] of gradientSeen(moved[index]!, weights, 10).entries()) expect(seen).toBeCloseTo(expected[index]![k]!, 4);
    }
  });

  it('takes the whole rate in its first step, whatever the size of the gradient', () => {
    const random = Random.from('first step');
    const inputs = randomMatrix(1, random);
    const before = Float64Array.from(inputs.row(0));
    new NegativeSamplingStep(DIM, 0.1).apply(inputs, 0, randomMatrix(2, random), Int32Array.from([0, 1]), 2);
    for (const [k, value] of before.entries()) expect(Math.abs(inputs.row(0)[k]! - value)).toBeCloseTo(0.1, 4);
  });
});
