import type { Candidate } from './candidate.js';

/** A similarity to a product sold n times of late counts n / (n + 20). */
const SHRINKAGE = 20;

/** The vectors of candidates in one piece, to be compared with many members'. */
export class VectorTable {
  private readonly dimension: number;
  private readonly values: Float32Array;
  /** How far a similarity to each candidate is believed, 0 to 1; 0 for one without a vector. */
  private readonly belief: Float64Array;

  /** Vectors of another dimension than the first one's are taken as missing: so it is while one model takes another's place. */
  constructor(candidates: readonly Pick<Candidate, 'vector' | 'soldLately'>[]) {
    this.dimension = candidates.find(({ vector }) => vector !== null)?.vector?.length ?? 0;
    this.values = new Float32Array(candidates.length * this.dimension);
    this.belief = new Float64Array(candidates.length);
    for (const [row, { vector, soldLately }] of candidates.entries()) {
      if (vector?.length !== this.dimension) continue;
      this.values.set(vector, row * this.dimension);
      this.belief[row] = soldLately / (soldLately + SHRINKAGE);
    }
  }

  /** Cosine of each candidate to a direction of unit length, at least 0, times how far it is believed; all 0 for one of another dimension. */
  matches(direction: Float32Array): Float64Array {
    const { dimension, values, belief } = this;
    const matches = new Float64Array(belief.length);
    if (direction.length !== dimension) return matches;
    for (let row = 0; row < matches.length; row++) {
      const from = row * dimension;
      let cosine = 0;
      for (let k = 0; k < dimension; k++) cosine += values[from + k]! * direction[k]!;
      matches[row] = cosine > 0 ? cosine * belief[row]! : 0;
    }
    return matches;
  }
}
