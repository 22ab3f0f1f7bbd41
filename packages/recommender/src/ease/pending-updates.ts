import type { TriangularMatrix } from './triangular-matrix.js';

/** Updates put off before they are written into the matrix together. */
const MOST = 32;

/** Rank-one updates that a matrix still has to take: it means the matrix less the sum of sign x v vᵀ. */
export class PendingUpdates {
  private readonly pool: Float64Array[] = [];
  private readonly vectors: Float64Array[] = [];
  private readonly signs: number[] = [];

  constructor(private readonly matrix: TriangularMatrix, private readonly capacity: number) {}

  /** The sum of the rows of what the matrix means. Write nothing into it: its memory is used again. */
  rowSum(rows: readonly number[], scale: number, into: Float64Array): Float64Array {
    into.fill(0);
    for (const row of rows) this.matrix.addRow(row, scale, into);
    for (const [k, vector] of this.vectors.entries()) {
      const weight = rows.reduce((sum, row) => sum + vector[row]!, 0) * scale * this.signs[k]!;
      if (weight !== 0) for (let j = 0; j < this.matrix.size; j++) into[j]! -= weight * vector[j]!;
    }
    return into;
  }

  diagonal(i: number): number {
    return this.vectors.reduce((sum, vector, k) => sum - this.signs[k]! * vector[i]! ** 2, this.matrix.diagonal(i));
  }

  /** Takes sign x scale² x v vᵀ off. */
  add(vector: Float64Array, scale: number, sign: number): void {
    const kept = this.pool[this.vectors.length] ?? (this.pool[this.vectors.length] = new Float64Array(this.capacity));
    for (let j = 0; j < vector.length; j++) kept[j] = vector[j]! * scale;
    this.vectors.push(kept);
    this.signs.push(sign);
    if (this.vectors.length === MOST) this.flush();
  }

  private flush(): void {
    this.matrix.subtractOuter(this.vectors, this.signs);
    this.vectors.length = 0;
    this.signs.length = 0;
  }
}
