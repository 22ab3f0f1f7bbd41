import { describe, expect, it } from 'vitest';
import { Random } from '../random.js';
import { ReferenceStep, negativeSamplingObjective } from './reference-step.js';
import { SimdStep } from './simd-step.js';
import { PARTS, type Part, type WeightRows } from './weight-rows.js';

const ROWS = 9;

function model(dim: number, adaptive = true): SimdStep {
  const step = new SimdStep({ dim, adaptive, maxInputs: 4, maxTargets: 6 });
  const random = Random.from(`model of ${dim}`);
  for (let row = 0; row < ROWS; row++) {
    step.weights.append();
    for (const part of ['input', 'output'] as const) step.weights.part(row, part).set(Array.from({ length: dim }, () => random.normal() / Math.sqrt(dim)));
  }
  return step;
}

function allOf(weights: WeightRows, parts: readonly Part[]): number[] {
  return parts.flatMap((part) => Array.from({ length: ROWS }, (_, row) => [...weights.part(row, part)]).flat());
}

function largestDifference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0);
}

describe('the kernel', () => {
  it.each([1, 3, 4, 5, 8, 13, 50, 64, 100, 127])('adapts as the reference does at %i dimensions', (dim) => {
    const [simd, plain] = [model(dim), model(dim)];
    const reference = new ReferenceStep(plain.weights);
    const random = Random.from('steps');
    for (let n = 0; n < 50; n++) {
      const targets = Int32Array.from({ length: 6 }, () => random.below(ROWS));
      const [input, count] = [random.below(ROWS), 1 + random.below(6)];
      const contexts = 1 + random.below(count);
      simd.adapt(input, targets, contexts, count, 0.1);
      reference.adapt(input, targets, contexts, count, 0.1);
    }
    const parts = Object.keys(PARTS) as Part[];
    expect(largestDifference(allOf(simd.weights, parts), allOf(plain.weights, parts))).toBeLessThan(2e-4);
  });

  it.each([1, 3, 4, 5, 8, 13, 50, 64, 100, 127])('descends as the reference does at %i dimensions', (dim) => {
    const [simd, plain] = [model(dim, false), model(dim, false)];
    const reference = new ReferenceStep(plain.weights);
    const random = Random.from('steps');
    for (let n = 0; n < 50; n++) {
      const [inputs, targets] = [4, 6].map((length) => Int32Array.from({ length }, () => random.below(ROWS)));
      const [inputCount, count] = [random.below(5), 1 + random.below(6)];
      simd.descend(inputs!, inputCount, targets!, count, 0.05);
      reference.descend(inputs!, inputCount, targets!, count, 0.05);
    }
    expect(largestDifference(allOf(simd.weights, ['input', 'output']), allOf(plain.weights, ['input', 'output']))).toBeLessThan(1e-5);
  });

  it('leaves pairs alone whose product is beyond the table of the original', () => {
    const step = model(4, false);
    step.weights.part(0, 'input').fill(3);
    step.weights.part(1, 'output').fill(3);
    step.descend(Int32Array.of(0), 1, Int32Array.of(1), 1, 0.5);
    expect([...step.weights.part(0, 'input'), ...step.weights.part(1, 'output')]).toEqual(Array(8).fill(3));
  });

  it.each([1, 5, 8, 100])('takes the weighted mean at %i dimensions', (dim) => {
    const step = model(dim);
    const counts = Array.from({ length: ROWS }, (_, row) => row % 4);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const both = (row: number, k: number): number => step.weights.part(row, 'input')[k]! + step.weights.part(row, 'output')[k]!;
    const expected = Array.from({ length: dim }, (_, k) => counts.reduce((sum, count, row) => sum + count * both(row, k), 0) / total);
    for (let again = 0; again < 2; again++) {
      const mean = step.meanVector(counts);
      expect(mean).toHaveLength(dim);
      for (const [k, value] of expected.entries()) expect(mean[k]).toBeCloseTo(value, 12);
    }
    expect([...step.meanVector(counts.map(() => 0))]).toEqual(Array(dim).fill(0));
  });

  it('keeps its rows while its memory grows', () => {
    const step = model(100);
    const before = allOf(step.weights, ['input']);
    for (let row = 0; row < 20_000; row++) step.weights.append();
    step.weights.part(20_000, 'output').fill(1);
    expect(allOf(step.weights, ['input'])).toEqual(before);
    expect(step.weights.part(20_001, 'input').every((value) => value === 0)).toBe(true);
  });
});

/** A first AdaGrad step is rate * g / |g|, which hides the gradient; with large squares in place it is rate * g / sqrt(squares), which shows it. */
describe('a step of negative sampling', () => {
  it('moves every weight along the numeric gradient of the objective', () => {
    const step = model(5);
    for (let row = 0; row < ROWS; row++) for (const part of ['inputSquares', 'outputSquares'] as const) step.weights.part(row, part).fill(1e6);
    const moving = [step.weights.part(0, 'input'), ...[0, 1, 2, 3].map((row) => step.weights.part(row, 'output'))];
    const [input, ...outputs] = moving.map((weights) => Float64Array.from(weights));
    const numeric = (weights: Float64Array, k: number): number => {
      const value = weights[k]!;
      const [above, below] = [1e-6, -1e-6].map((change) => {
        weights[k] = value + change;
        return negativeSamplingObjective(input!, outputs, 2);
      });
      weights[k] = value;
      return (above! - below!) / 2e-6;
    };
    const before = [input!, ...outputs];
    const expected = before.map((weights) => Array.from(weights, (_, k) => numeric(weights, k)));

    step.adapt(0, Int32Array.of(0, 1, 2, 3), 2, 4, 100);

    for (const [index, weights] of moving.entries()) {
      for (const [k, value] of weights.entries()) expect((value - before[index]![k]!) * 10).toBeCloseTo(expected[index]![k]!, 4);
    }
  });

  it('takes the whole rate in its first adaptive step, whatever the size of the gradient', () => {
    const step = model(5);
    const before = [...step.weights.part(0, 'input')];
    step.adapt(0, Int32Array.of(0, 1), 1, 2, 0.1);
    for (const [k, value] of step.weights.part(0, 'input').entries()) expect(Math.abs(value - before[k]!)).toBeCloseTo(0.1, 4);
  });
});
