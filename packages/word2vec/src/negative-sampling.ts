import { sigmoid } from './sigmoid.js';
import type { WeightMatrix } from './weight-matrix.js';

/** Keeps the first AdaGrad steps finite. */
const EPSILON = 1e-8;

/**
 * One step of skip-gram with negative sampling (Mikolov et al. 2013, equation 4) for one centre item:
 * maximises log s(v·u[0]) + sum over the rest of log s(-v·u[i]), where `targets[0]` is the context and the rest are noise.
 * Each weight moves by rate * gradient / sqrt(sum of its squared gradients) (Duchi et al. 2011).
 */
export class NegativeSamplingStep {
  private readonly gradient: Float64Array;

  constructor(private readonly dim: number, private readonly rate: number) {
    this.gradient = new Float64Array(dim);
  }

  /** Applies the step to row `centre` of `inputs` and the first `count` of `targets` in `outputs`. */
  apply(inputs: WeightMatrix, centre: number, outputs: WeightMatrix, targets: Int32Array, count: number): void {
    const { dim, gradient } = this;
    const input = inputs.values;
    const start = centre * dim;
    gradient.fill(0);
    for (let t = 0; t < count; t++) this.moveOutput(input, start, outputs, targets[t]! * dim, t === 0 ? 1 : 0);
    const squares = inputs.squares;
    for (let k = 0; k < dim; k++) {
      const g = gradient[k]!;
      const square = squares[start + k]! + g * g;
      squares[start + k] = square;
      input[start + k]! += (this.rate * g) / Math.sqrt(square + EPSILON);
    }
  }

  private moveOutput(input: Float32Array, start: number, outputs: WeightMatrix, row: number, label: number): void {
    const { dim, rate, gradient } = this;
    const { values, squares } = outputs;
    let dot = 0;
    for (let k = 0; k < dim; k++) dot += input[start + k]! * values[row + k]!;
    const error = label - sigmoid(dot);
    for (let k = 0; k < dim; k++) {
      const output = values[row + k]!;
      gradient[k]! += error * output;
      const g = error * input[start + k]!;
      const square = squares[row + k]! + g * g;
      squares[row + k] = square;
      values[row + k] = output + (rate * g) / Math.sqrt(square + EPSILON);
    }
  }
}

/** The objective that a step climbs, for one centre and its targets. Natural logarithm; at most 0. */
export function negativeSamplingObjective(input: ArrayLike<number>, outputs: readonly ArrayLike<number>[]): number {
  let sum = 0;
  for (const [index, output] of outputs.entries()) {
    let dot = 0;
    for (let k = 0; k < input.length; k++) dot += input[k]! * output[k]!;
    sum += Math.log(sigmoid(index === 0 ? dot : -dot));
  }
  return sum;
}
