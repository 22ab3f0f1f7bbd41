/** Templates of one person, with what is compared with them. */
export interface PersonTemplates {
  /** Of unit length; at least one. */
  readonly vectors: readonly Float32Array[];
  /** Unit mean of `vectors`. */
  readonly centroid: Float32Array;
}

/** Nearest templates that count. */
const NEAREST = 3;

/** @param vectors of unit length; at least one */
export function personTemplates(vectors: readonly Float32Array[]): PersonTemplates {
  return { vectors, centroid: unitMean(vectors) };
}

/**
 * How much a probe is like a person: half the cosine to the centroid of their templates, half the mean cosine to their three nearest templates; -1 to 1, higher
 * is more alike. The centroid alone knows the person at their most usual, the nearest templates alone let one odd template open to everybody; together they keep
 * more known faces than either at the same rate of strangers (docs/faces.md).
 * @param probe of unit length
 */
export function likeness(probe: Float32Array, { vectors, centroid }: PersonTemplates): number {
  if (vectors.length === 1) return cosine(probe, centroid);
  return (cosine(probe, centroid) + meanOfNearest(probe, vectors)) / 2;
}

function meanOfNearest(probe: Float32Array, vectors: readonly Float32Array[]): number {
  if (vectors.length <= NEAREST) {
    let sum = 0;
    for (const vector of vectors) sum += cosine(probe, vector);
    return sum / vectors.length;
  }
  const scores = Float64Array.from(vectors, (vector) => cosine(probe, vector)).toSorted();
  return scores.subarray(-NEAREST).reduce((sum, one) => sum + one, 0) / NEAREST;
}

/** Mean of unit vectors, brought to unit length again. */
export function unitMean(vectors: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (const [i, value] of vector.entries()) mean[i] = (mean[i] ?? 0) + value;
  const norm = Math.sqrt(cosine(mean, mean));
  return norm === 0 ? mean : mean.map((value) => value / norm);
}

/** Cosine of two unit vectors, -1 to 1; higher is more similar. Four sums side by side, so that the processor need not wait for one addition before the next. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let [s, t, u, v] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < a.length; i += 4) {
    s += a[i]! * b[i]!;
    t += a[i + 1]! * b[i + 1]!;
    u += a[i + 2]! * b[i + 2]!;
    v += a[i + 3]! * b[i + 3]!;
  }
  for (; i < a.length; i++) s += a[i]! * b[i]!;
  return s + t + u + v;
}
