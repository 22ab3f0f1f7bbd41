import type { IdentityThresholds } from './thresholds.js';

/**
 * How likenesses of different people fall off: above `from` lies the share `share` of comparisons, and the excess over it is generalised Pareto (peaks over
 * threshold; Pickands 1975). Likenesses are bounded, so the shape is negative, or 0 where the data would have it positive.
 */
export interface ImpostorTail {
  readonly from: number;
  readonly share: number;
  readonly scale: number;
  /** -0.25 to 0; at 0 the fall is exponential. */
  readonly shape: number;
}

/** Comparisons above which the tail is fitted. */
const TAIL_SHARE = 0.05;
/** Few people end sooner than many do, so a shape below this is not believed. */
const LEAST_SHAPE = -0.25;
/** Nobody could be named at a likeness of 1. */
const HIGHEST = 0.99;

/** Fits by moments (Hosking, Wallis 1987). @param scores likeness of probes to people they do not show; null for fewer than two hundred */
export function fitTail(scores: readonly number[]): ImpostorTail | null {
  const sorted = scores.toSorted((a, b) => b - a);
  const above = Math.floor(sorted.length * TAIL_SHARE);
  const from = sorted[above];
  if (above < 10 || from === undefined) return null;
  const excess = sorted.slice(0, above).map((score) => score - from);
  const mean = excess.reduce((sum, one) => sum + one, 0) / above;
  const variance = excess.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (above - 1);
  if (mean <= 0 || variance <= 0) return null;
  const shape = Math.min(0, Math.max(LEAST_SHAPE, (1 - mean ** 2 / variance) / 2));
  return { from, share: above / sorted.length, scale: mean * (1 - shape), shape };
}

/**
 * Likeness that a stranger reaches, against the most like of `people`, with the probability `rate` at most: each comparison may have
 * 1 - (1 - rate)^(1 / people) of it (Grother, Phillips: Models of Large Population Recognition Performance, CVPR 2004).
 */
export function acceptAgainst({ from, share, scale, shape }: ImpostorTail, people: number, rate: number): number {
  const rarer = share / -Math.expm1(Math.log1p(-rate) / Math.max(1, people));
  const excess = shape === 0 ? scale * Math.log(rarer) : (scale / shape) * (rarer ** shape - 1);
  return Math.min(HIGHEST, from + Math.max(0, excess));
}

/** The thresholds for a gallery of this size: never below the embedder's own. */
export function thresholdsFor(thresholds: IdentityThresholds, people: number): IdentityThresholds {
  const { tail, rate, accept } = thresholds;
  return tail === undefined || rate === undefined ? thresholds : { ...thresholds, accept: Math.max(accept, acceptAgainst(tail, people, rate)) };
}
