import { LANES, type KernelMemory } from './kernel-memory.js';

/** Parts of a row, in the order in which they lie in memory; descent without AdaGrad needs the first two. */
export const PARTS = { input: 0, output: 1, inputSquares: 2, outputSquares: 3 } as const;

/** Name of a part of a row. */
export type Part = keyof typeof PARTS;

/** Rows of weights in a kernel's memory: each item's input and output vector and, for AdaGrad, their sums of squared gradients. */
export class WeightRows {
  /** Distance between two parts of a row, in floats: the dimension and zeros up to a whole number of lanes. */
  readonly partLength: number;
  /** Distance between two rows, in floats. */
  readonly stride: number;
  rows = 0;
  private readonly start: number;

  constructor(private readonly memory: KernelMemory, readonly dim: number, parts: 2 | 4) {
    this.partLength = Math.ceil(dim / LANES) * LANES;
    this.stride = this.partLength * parts;
    this.start = memory.take(0);
  }

  /** All of the memory; not to be kept over `append`. */
  get floats(): Float32Array {
    return this.memory.floats;
  }

  /** Appends a row of zeros and gives its number. */
  append(): number {
    this.memory.take(this.stride);
    return this.rows++;
  }

  /** Where a part begins in `floats`. */
  offset(row: number, part: Part): number {
    return this.start + row * this.stride + PARTS[part] * this.partLength;
  }

  /** A part without its padding, in place; not to be kept over `append`. */
  part(row: number, part: Part): Float32Array {
    const offset = this.offset(row, part);
    return this.memory.floats.subarray(offset, offset + this.dim);
  }

  /** Every part of every row with its padding, in place; not to be kept over `append`. */
  all(): Float32Array {
    return this.memory.floats.subarray(this.start, this.start + this.rows * this.stride);
  }

  /** The vectors of these rows, one after the other: input plus output. A copy. */
  vectors(rows: readonly number[]): Float32Array {
    const values = new Float32Array(rows.length * this.dim);
    for (const [place, row] of rows.entries()) {
      const [input, output] = [this.offset(row, 'input'), this.offset(row, 'output')];
      for (let k = 0; k < this.dim; k++) values[place * this.dim + k] = this.floats[input + k]! + this.floats[output + k]!;
    }
    return values;
  }
}
