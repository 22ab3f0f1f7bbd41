/** Raw vectors of some items of a model, and where its centre lies. */
export interface RawVectors {
  readonly items: readonly string[];
  /** How often each item was sold. */
  readonly counts: readonly number[];
  /** items x dim, row after row. */
  readonly values: Float32Array;
  /** The mean of all vectors of the model, each as often as it was sold. */
  readonly mean: Float64Array;
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
 * Takes the count-weighted mean off and scales to unit length.
 * Without it rarely sold items share one direction and fill every list.
 */
export function centredVectors({ items, counts, values, mean }: RawVectors, shrinkage: number): CentredVectors {
  const dim = mean.length;
  const centred = new Float32Array(items.length * dim);
  for (let from = 0; from < centred.length; from += dim) {
    let square = 0;
    for (let k = 0; k < dim; k++) square += (values[from + k]! - mean[k]!) ** 2;
    const scale = square > SMALLEST_SQUARE ? 1 / Math.sqrt(square) : 0;
    for (let k = 0; k < dim; k++) centred[from + k] = (values[from + k]! - mean[k]!) * scale;
  }
  return { items, dim, values: centred, confidence: Float32Array.from(counts, (count) => count / (count + shrinkage)) };
}
