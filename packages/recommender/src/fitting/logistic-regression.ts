/** Rows of signals with what came of them. */
export interface Examples {
  /** Row by row, `columns` values each. */
  readonly values: Float64Array;
  readonly columns: number;
  /** 1 where it happened, else 0; one a row. */
  readonly labels: Uint8Array;
  /** How much each row counts for the weights; for the intercept all count alike. */
  readonly weights: Float64Array;
}

/** A fitted logistic model: log odds = intercept + sum of weights x values. */
export interface LogisticModel {
  readonly intercept: number;
  readonly weights: readonly number[];
}

const ITERATIONS = 25;
const SMALLEST_STEP = 1e-6;

/**
 * Logistic regression by Newton's method (Hastie et al. 2009, equation 4.26), with an L2 penalty on the weights as they would be of signals
 * scaled to standard deviation 1: signals of a small range are not held back more than others. The same examples give the same model.
 * @returns an intercept with which the chances of all rows, each counting once, add up to what happened
 */
export function fitLogistic(examples: Examples, penalty: number): LogisticModel {
  const { values, columns, labels } = examples;
  const scales = deviations(examples);
  const size = columns + 1;
  const beta = new Float64Array(size);
  const row = new Float64Array(size);
  row[columns] = 1;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const gradient = beta.map((value, k) => (k < columns ? -penalty * value : 0));
    const hessian = Array.from({ length: size }, (_, k) => new Float64Array(size).fill(k < columns ? penalty : 1e-9, k, k + 1));
    for (let at = 0; at < labels.length; at++) {
      for (let k = 0; k < columns; k++) row[k] = values[at * columns + k]! / scales[k]!;
      accumulate(row, labels[at]!, examples.weights[at]!, beta, gradient, hessian);
    }
    const step = solved(hessian, gradient);
    for (let k = 0; k < size; k++) beta[k]! += step[k]!;
    if (step.every((move) => Math.abs(move) < SMALLEST_STEP)) break;
  }
  const weights = Array.from(scales, (scale, k) => beta[k]! / scale);
  return { intercept: interceptOf(examples, weights, beta[columns]!), weights };
}

/** The intercept with which the chances of all rows, each counting once, add up to what happened. */
function interceptOf({ values, columns, labels }: Examples, weights: readonly number[], start: number): number {
  const scores = Float64Array.from(labels, (_, at) => weights.reduce((sum, weight, k) => sum + weight * values[at * columns + k]!, 0));
  let intercept = start;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    let [gradient, curvature] = [0, 1e-9];
    for (const [at, score] of scores.entries()) {
      const chance = 1 / (1 + Math.exp(-score - intercept));
      gradient += labels[at]! - chance;
      curvature += chance * (1 - chance);
    }
    const step = gradient / curvature;
    intercept += step;
    if (Math.abs(step) < SMALLEST_STEP) break;
  }
  return intercept;
}

/** Standard deviation of each column; 1 where it never varies. */
function deviations({ values, columns, labels }: Examples): Float64Array {
  const rows = Math.max(1, labels.length);
  return Float64Array.from({ length: columns }, (_, k) => {
    let [sum, squares] = [0, 0];
    for (let at = k; at < values.length; at += columns) {
      sum += values[at]!;
      squares += values[at]! ** 2;
    }
    return Math.sqrt(Math.max(0, squares / rows - (sum / rows) ** 2)) || 1;
  });
}

function accumulate(row: Float64Array, label: number, weight: number, beta: Float64Array, gradient: Float64Array, hessian: readonly Float64Array[]): void {
  let logOdds = 0;
  for (let k = 0; k < row.length; k++) logOdds += beta[k]! * row[k]!;
  const chance = 1 / (1 + Math.exp(-logOdds));
  const residual = weight * (label - chance);
  const curvature = weight * chance * (1 - chance);
  for (let k = 0; k < row.length; k++) {
    const value = row[k]!;
    if (value === 0) continue;
    gradient[k]! += residual * value;
    const line = hessian[k]!;
    for (let l = 0; l <= k; l++) line[l]! += curvature * value * row[l]!;
  }
}

/** Solves a symmetric positive system of which the lower triangle is given (Cholesky). */
function solved(lower: readonly Float64Array[], right: Float64Array): Float64Array {
  const n = right.length;
  const x = Float64Array.from(right);
  for (let i = 0; i < n; i++) {
    const row = lower[i]!;
    for (let j = 0; j <= i; j++) {
      for (let k = 0; k < j; k++) row[j]! -= row[k]! * lower[j]![k]!;
      row[j] = i === j ? Math.sqrt(Math.max(row[j]!, Number.EPSILON)) : row[j]! / lower[j]![j]!;
    }
    for (let k = 0; k < i; k++) x[i]! -= row[k]! * x[k]!;
    x[i]! /= row[i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= lower[k]![i]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  return x;
}
