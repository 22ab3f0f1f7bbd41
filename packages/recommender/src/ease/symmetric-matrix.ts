import { takeMemory, type MatrixMemory } from './matrix-memory.js';

/** Updates put off before they are written into the matrix together: then memory is read once for all of them. */
const MOST_PENDING = 32;
const FIRST_ROWS = 64;
const FLOAT_BYTES = 4;

/**
 * A growing symmetric matrix of 32-bit floats that takes rank-one updates, in WebAssembly with SIMD: m² / 2 steps of four floats at a time
 * for an update of m rows. What it says includes the updates that are still to be written. The same calls give the same bits on every machine.
 */
export class SymmetricMatrix {
  private memory: MatrixMemory;
  private rows = 0;
  private diagonals: Float64Array;
  private readonly signs: number[] = [];

  /** @param capacity most rows it will have */
  constructor(private readonly capacity: number) {
    this.memory = takeMemory(Math.min(capacity, FIRST_ROWS), MOST_PENDING);
    this.diagonals = new Float64Array(this.memory.width);
  }

  get size(): number {
    return this.rows;
  }

  /** Appends a row and column of zeros but for the diagonal. */
  append(diagonal: number): void {
    if (this.rows === this.memory.width) this.grow();
    this.addToDiagonal(this.rows++, diagonal);
  }

  /** The diagonal, by row. Not to be changed, nor kept over `append`. */
  get diagonal(): Float64Array {
    return this.diagonals;
  }

  addToDiagonal(i: number, amount: number): void {
    const { floats, matrix, width } = this.memory;
    floats[matrix + i * width + i]! += amount;
    this.diagonals[i]! += amount;
  }

  /** `scale` times the sum of these rows. Its memory is used again by the next call. */
  rowSum(numbers: readonly number[], scale: number): Float32Array {
    const { kernel, floats, matrix, vectors, sum, width } = this.memory;
    const bytes = width * FLOAT_BYTES;
    floats.fill(0, sum, sum + width);
    for (const i of numbers) kernel.accumulate(sum * FLOAT_BYTES, (matrix + i * width) * FLOAT_BYTES, bytes, scale);
    for (const [k, sign] of this.signs.entries()) {
      const start = vectors + k * width;
      const weight = numbers.reduce((total, i) => total + floats[start + i]!, 0) * scale * sign;
      if (weight !== 0) kernel.accumulate(sum * FLOAT_BYTES, start * FLOAT_BYTES, bytes, -weight);
    }
    return floats.subarray(sum, sum + this.rows);
  }

  /** Takes sign x scale² x v vᵀ off, where v is as long as the matrix has rows. */
  subtractOuter(vector: Float32Array, scale: number, sign: 1 | -1): void {
    const { floats, vectors, signed, width } = this.memory;
    const [start, signedStart] = [vectors + this.signs.length * width, signed + this.signs.length * width];
    for (let j = 0; j < vector.length; j++) {
      const value = Math.fround(vector[j]! * scale);
      floats[start + j] = value;
      floats[signedStart + j] = sign * value;
      this.diagonals[j]! -= sign * value * value;
    }
    if (this.signs.push(sign) === MOST_PENDING) this.flush();
  }

  private flush(): void {
    const { kernel, floats, matrix, vectors, signed, width } = this.memory;
    kernel.subtractOuter(matrix * FLOAT_BYTES, Math.ceil(this.rows / 4) * 4, width * FLOAT_BYTES, signed * FLOAT_BYTES, vectors * FLOAT_BYTES, this.signs.length);
    floats.fill(0, vectors, vectors + this.signs.length * width);
    floats.fill(0, signed, signed + this.signs.length * width);
    this.signs.length = 0;
    for (let i = 0; i < this.rows; i++) this.diagonals[i] = floats[matrix + i * width + i]!;
  }

  /** Moves everything to memory of half as many rows more. */
  private grow(): void {
    this.flush();
    const before = this.memory;
    this.memory = takeMemory(Math.min(this.capacity, Math.ceil(before.width * 1.5)), MOST_PENDING);
    for (let i = 0; i < this.rows; i++) {
      const from = before.matrix + i * before.width;
      this.memory.floats.set(before.floats.subarray(from, from + this.rows), this.memory.matrix + i * this.memory.width);
    }
    const diagonals = new Float64Array(this.memory.width);
    diagonals.set(this.diagonals);
    this.diagonals = diagonals;
  }
}
