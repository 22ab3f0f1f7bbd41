import { sigmoid } from '../sigmoid.js';
import { LARGEST_PRODUCT, type SkipGramStep } from './skip-gram-step.js';
import type { WeightRows } from './weight-rows.js';

/** Keeps the first AdaGrad steps finite. */
const EPSILON = 1e-8;

/** The step as plain TypeScript, to be read beside the kernel and compared with it. Sums are of 64 bits, weights of 32. */
export class ReferenceStep implements SkipGramStep {
  constructor(private readonly weights: WeightRows) {}

  descend(inputs: Int32Array, inputCount: number, targets: Int32Array, targetCount: number, rate: number): void {
    for (const row of inputs.subarray(0, inputCount)) {
      const input = this.weights.part(row, 'input');
      const gradient = new Float64Array(input.length);
      for (const { output, error } of this.errors(input, targets.subarray(0, targetCount), 1, LARGEST_PRODUCT)) {
        for (let k = 0; k < input.length; k++) {
          gradient[k]! += error * output[k]!;
          output[k]! += rate * error * input[k]!;
        }
      }
      for (let k = 0; k < input.length; k++) input[k]! += rate * gradient[k]!;
    }
  }

  adapt(input: number, targets: Int32Array, contexts: number, targetCount: number, rate: number): void {
    const vector = this.weights.part(input, 'input');
    const gradient = new Float64Array(vector.length);
    for (const { row, output, error } of this.errors(vector, targets.subarray(0, targetCount), contexts, Infinity)) {
      for (let k = 0; k < vector.length; k++) gradient[k]! += error * output[k]!;
      climb(output, this.weights.part(row, 'outputSquares'), Float64Array.from(vector, (value) => error * value), rate);
    }
    climb(vector, this.weights.part(input, 'inputSquares'), gradient, rate);
  }

  /** Label - sigmoid(input · output) of each target; 0 where the product is beyond the limit. */
  private errors(input: Float32Array, targets: Int32Array, contexts: number, limit: number): { row: number; output: Float32Array; error: number }[] {
    return Array.from(targets, (row, index) => {
      const output = this.weights.part(row, 'output');
      const product = dot(input, output);
      return { row, output, error: Math.abs(product) < limit ? (index < contexts ? 1 : 0) - sigmoid(product) : 0 };
    });
  }
}

/** The objective that a step climbs, for one input and its targets, of which the first `contexts` are no noise. Natural logarithm; at most 0. */
export function negativeSamplingObjective(input: ArrayLike<number>, outputs: readonly ArrayLike<number>[], contexts = 1): number {
  return outputs.reduce((sum, output, index) => sum + Math.log(sigmoid(index < contexts ? dot(input, output) : -dot(input, output))), 0);
}

function climb(weights: Float32Array, squares: Float32Array, gradient: Float64Array, rate: number): void {
  for (const [k, g] of gradient.entries()) {
    squares[k]! += g * g;
    weights[k]! += (rate * g) / Math.sqrt(squares[k]! + EPSILON);
  }
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
