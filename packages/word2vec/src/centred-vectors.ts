/** Raw vectors of a model, row by row. */
export interface RawVectors {
  readonly items: readonly string[];
  /** How often each item was sold. */
  readonly counts: readonly number[];
  /** At least items x dim values. */
  readonly values: Float32Array;
  readonly dim: number;
}

/** Vectors ready to be compared by cosine. */
export interface CentredVectors {
  readonly items: readonly string[];
  readonly dim: number;
  /** items x dim, every row of unit length, or all zeros where the item stands exactly at the centre. */
  readonly values: Float32Array;
  /** Per item n / (n + shrinkage), 0 to 1: how far a similarity to it is to be believed. */
  readonly confidence: Float32Array;
}

/**
 * Takes the count-weighted mean off every vector and scales to unit length.
 * Without it rarely sold items share one direction and fill every list.
 */
export function centredVectors(raw: RawVectors, shrinkage: number): CentredVectors {
  const { items, counts, values, dim } = raw;
  const mean = weightedMean(raw);
  const centred = new Float32Array(items.length * dim);
  const confidence = new Float32Array(items.length);
  for (let row = 0; row < items.length; row++) {
    const start = row * dim;
    let square = 0;
    for (let k = 0; k < dim; k++) square += (values[start + k]! - mean[k]!) ** 2;
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let k = 0; k < dim; k++) centred[start + k] = (values[start + k]! - mean[k]!) * scale;
    const count = counts[row]!;
    confidence[row] = count / (count + shrinkage);
  }
  return { items: [...items], dim, values: centred, confidence };
}

function weightedMean({ items, counts, values, dim }: RawVectors): Float64Array {
  const mean = new Float64Array(dim);
  let total = 0;
  for (let row = 0; row < items.length; row++) {
    const count = counts[row]!;
    total += count;
    for (let k = 0; k < dim; k++) mean[k]! += count * values[row * dim + k]!;
  }
  if (total > 0) for (let k = 0; k < dim; k++) mean[k]! /= total;
  return mean;
}
