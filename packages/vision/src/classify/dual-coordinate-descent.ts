import { SeededRandom } from './seeded-random.js';

/** Vectors of one length, one behind the other: row `i` begins at `i * dim`. */
export interface Rows {
  readonly elements: Float32Array;
  readonly count: number;
  readonly dim: number;
}

/** How a separation is looked for. */
export interface SvcSettings {
  /** Price of a violated margin; higher fits the samples more closely. */
  readonly c: number;
  /** Largest spread of projected gradients at which the solution counts as found. */
  readonly tolerance: number;
  /** Most passes over the samples. */
  readonly maxPasses: number;
  /** Decides the order in which samples are visited, and nothing else. */
  readonly seed: number;
}

/** C = 1 as in scikit-learn's `LinearSVC`; the tolerance too, at which decisions equal its own to the fourth digit. */
export const DEFAULT_SVC_SETTINGS: SvcSettings = { c: 1, tolerance: 1e-4, maxPasses: 1000, seed: 1 };

/**
 * A separating plane by dual coordinate descent: L2-regularised, squared hinge loss, with the offset as one more constant feature
 * (Hsieh, Chang, Lin, Keerthi, Sundararajan: A Dual Coordinate Descent Method for Large-scale Linear SVM, ICML 2008, algorithm 1 with D = 1 / 2C).
 * The same rows, signs and settings give the same bits.
 * @param positive whether a row lies on the positive side
 * @returns weights, then the offset: `dim + 1` values; positive decisions are `w · x + offset > 0`
 */
export function separate(rows: Rows, positive: (row: number) => boolean, settings: SvcSettings): Float64Array {
  const { elements, count, dim } = rows;
  const sign = Int8Array.from({ length: count }, (_, row) => (positive(row) ? 1 : -1));
  const diagonal = 1 / (2 * settings.c);
  const square = squaredLengths(rows);
  const plane = new Float64Array(dim + 1);
  const alpha = new Float64Array(count);
  const random = new SeededRandom(settings.seed);
  const order = Uint32Array.from({ length: count }, (_, row) => row);
  for (let pass = 0; pass < settings.maxPasses; pass++) {
    random.shuffle(order);
    let highest = -Infinity;
    let lowest = Infinity;
    for (const row of order) {
      const gradient = sign[row]! * decision(plane, elements, row * dim) - 1 + diagonal * alpha[row]!;
      const projected = alpha[row] === 0 ? Math.min(gradient, 0) : gradient;
      highest = Math.max(highest, projected);
      lowest = Math.min(lowest, projected);
      if (projected === 0) continue;
      const before = alpha[row]!;
      alpha[row] = Math.max(before - gradient / (square[row]! + diagonal), 0);
      step(plane, elements, row, dim, (alpha[row] - before) * sign[row]!);
    }
    if (highest - lowest < settings.tolerance) break;
  }
  return plane;
}

/** `w · x + offset` of the row that begins at `start`; the plane's last value is the offset. */
export function decision(plane: Float64Array | Float32Array, elements: Float32Array, start: number): number {
  const dim = plane.length - 1;
  let sum = plane[dim]!;
  for (let i = 0; i < dim; i++) sum += plane[i]! * elements[start + i]!;
  return sum;
}

function step(plane: Float64Array, elements: Float32Array, row: number, dim: number, by: number): void {
  const start = row * dim;
  for (let i = 0; i < dim; i++) plane[i] = plane[i]! + by * elements[start + i]!;
  plane[dim] = plane[dim]! + by;
}

/** With the constant feature. */
function squaredLengths({ elements, count, dim }: Rows): Float64Array {
  return Float64Array.from({ length: count }, (_, row) => {
    let sum = 1;
    for (let i = row * dim; i < (row + 1) * dim; i++) sum += elements[i]! ** 2;
    return sum;
  });
}
