import { SeededRandom } from '../classify/seeded-random.js';
import { thresholdAt } from './verification.js';

/** How sure a threshold is to be. */
export interface ThresholdDemand {
  /** Share of strangers' probes that may lie above it, 0 to 1. */
  readonly rate: number;
  /** Share of samples of as many other strangers in which that holds; 0 asks for these strangers only. */
  readonly confidence: number;
  readonly seed: number;
}

/** Confidence unless another is asked for: a threshold that is right for the strangers at hand alone lets up to twice the rate of others in. */
export const DEFAULT_CONFIDENCE = 0.8;

const RESAMPLES = 200;

/**
 * The threshold that keeps strangers out, drawn from few strangers with many pictures each. Pictures of one stranger lie together, so people are what is resampled
 * (cluster bootstrap; Bolle, Ratha, Pankanti: Error Analysis of Pattern Recognition Systems, CVIU 2004): the quantile over resamples, not over pictures.
 * @param strangers scores of each stranger's pictures against the gallery
 * @returns -Infinity without any score
 */
export function confidentThreshold(strangers: readonly (readonly number[])[], { rate, confidence, seed }: ThresholdDemand): number {
  if (confidence === 0) return thresholdAt(rate, strangers.flat());
  const random = new SeededRandom(seed);
  const thresholds = Array.from({ length: RESAMPLES }, () => thresholdAt(rate, strangers.flatMap(() => strangers[random.below(strangers.length)] ?? [])));
  return thresholds.toSorted((a, b) => a - b)[Math.min(RESAMPLES - 1, Math.floor(confidence * RESAMPLES))] ?? -Infinity;
}
