/** Raw vectors of a model, row by row. */
export interface RawVectors {
  readonly items: readonly string[];
  /** How often each item was sold. */
  readonly counts: readonly number[];
  /** Row after row. */
  readonly values: Float32Array;
  readonly dim: number;
  /** Distance between the starts of two rows; default `dim`. */
  readonly stride?: number;
  /** The count-weighted mean of all rows, where it is known already; default: it is computed. */
  readonly mean?: Float64Array;
}

/** Below this a vector stands at the centre, and its direction is rounding noise. */
const SMALLEST_SQUARE = 1e-12;

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
 * Takes the count-weighted mean of all vectors off those of `rows` and scales them to unit length.
 * Without it rarely sold items share one direction and fill every list.
 */
export function centredVectors(raw: RawVectors, shrinkage: number, rows: readonly number[] = [...raw.items.keys()]): CentredVectors {
  const { items, counts, values, dim, stride = dim } = raw;
  const mean = raw.mean ?? weightedMean(raw);
  const centred = new Float32Array(rows.length * dim);
  for (const [place, row] of rows.entries()) {
    const from = row * stride;
    let square = 0;
    for (let k = 0; k < dim; k++) square += (values[from + k]! - mean[k]!) ** 2;
    const scale = square > SMALLEST_SQUARE ? 1 / Math.sqrt(square) : 0;
    for (let k = 0; k < dim; k++) centred[place * dim + k] = (values[from + k]! - mean[k]!) * scale;
  }
  const confidence = Float32Array.from(rows, (row) => counts[row]! / (counts[row]! + shrinkage));
  return { items: rows.map((row) => items[row]!), dim, values: centred, confidence };
}

function weightedMean({ items, counts, values, dim, stride = dim }: RawVectors): Float64Array {
  const mean = new Float64Array(dim);
  let total = 0;
  for (let row = 0; row < items.length; row++) {
    const count = counts[row]!;
    total += count;
    for (let k = 0; k < dim; k++) mean[k]! += count * values[row * stride + k]!;
  }
  if (total > 0) for (let k = 0; k < dim; k++) mean[k]! /= total;
  return mean;
}
