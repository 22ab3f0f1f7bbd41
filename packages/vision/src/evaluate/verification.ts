/** A score of two pictures, and whether they show one person. Higher is more similar. */
export interface ScoredPair {
  readonly score: number;
  readonly same: boolean;
}

/** Every unordered pair of `items`, scored. */
export function allPairs<T>(items: readonly T[], score: (a: T, b: T) => number, same: (a: T, b: T) => boolean): ScoredPair[] {
  return items.flatMap((a, i) => items.slice(0, i).map((b) => ({ score: score(a, b), same: same(a, b) })));
}

/**
 * Lowest threshold at which at most the share `rate` of `impostors` is strictly above it.
 * @returns -Infinity for no impostors
 */
export function thresholdAt(rate: number, impostors: readonly number[]): number {
  const sorted = impostors.toSorted((a, b) => b - a);
  return sorted[Math.floor(rate * sorted.length)] ?? -Infinity;
}

/** Share of `scores` strictly above `threshold`; null for none. */
export function shareAbove(threshold: number, scores: readonly number[]): number | null {
  return scores.length === 0 ? null : scores.filter((score) => score > threshold).length / scores.length;
}

/** True accept rate at a false accept rate, 0 to 1, higher is better; null where one kind of pair is missing. */
export function tarAtFar(pairs: readonly ScoredPair[], far: number): number | null {
  const impostors = pairs.filter(({ same }) => !same).map(({ score }) => score);
  if (impostors.length === 0) return null;
  return shareAbove(thresholdAt(far, impostors), pairs.filter(({ same }) => same).map(({ score }) => score));
}

/** One point of a receiver operating characteristic; rates are 0 to 1. */
export interface RocPoint {
  readonly far: number;
  readonly tar: number;
}

/** Rates at which curves are drawn: ten a decade from 1e-4 to 1. */
export const CURVE_RATES: readonly number[] = Array.from({ length: 41 }, (_, i) => 10 ** (-4 + i / 10));

/** True accept rates at these false accept rates; empty where one kind of pair is missing. */
export function rocCurve(pairs: readonly ScoredPair[], rates: readonly number[]): RocPoint[] {
  const impostors = pairs.filter(({ same }) => !same).map(({ score }) => score);
  const genuine = pairs.filter(({ same }) => same).map(({ score }) => score);
  if (impostors.length === 0 || genuine.length === 0) return [];
  return rates.map((far) => ({ far, tar: shareAbove(thresholdAt(far, impostors), genuine) ?? 0 }));
}
