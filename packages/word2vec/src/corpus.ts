import type { Random } from './random.js';
import type { SkipGramOptions } from './skip-gram-options.js';

/** Sessions as word numbers, most frequent word first, with what training needs to know of each word. */
export interface Corpus {
  readonly words: readonly string[];
  readonly sessions: readonly Int32Array[];
  /** Probability with which an occurrence is kept (Mikolov et al. 2013, as word2vec.c computes it). */
  readonly keep: Float64Array;
  /** Upper ends of the noise distribution's steps, ending in 1. */
  readonly noise: Float64Array;
  /** Occurrences of kept words. */
  readonly length: number;
}

/** Counts words and numbers them by falling count; ties in the order of first occurrence. */
export function buildCorpus(sessions: readonly (readonly string[])[], options: SkipGramOptions): Corpus {
  const counts = new Map<string, number>();
  for (const session of sessions) for (const word of session) counts.set(word, (counts.get(word) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= options.minCount).toSorted((a, b) => b[1] - a[1]);
  const numbers = new Map(kept.map(([word], index) => [word, index]));
  const length = kept.reduce((sum, [, count]) => sum + count, 0);
  return {
    words: kept.map(([word]) => word),
    sessions: sessions.map((session) => Int32Array.from(session.flatMap((word) => numbers.get(word) ?? []))),
    keep: Float64Array.from(kept, ([, count]) => keepProbability(count, options.sample * length)),
    noise: cumulative(kept.map(([, count]) => Math.pow(count, options.exponent))),
    length,
  };
}

/** A word drawn from the noise distribution. */
export function drawNoise(noise: Float64Array, random: Random): number {
  const point = random.next();
  let low = 0;
  let high = noise.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (noise[middle]! <= point) low = middle + 1;
    else high = middle;
  }
  return low;
}

function keepProbability(count: number, threshold: number): number {
  return threshold > 0 ? Math.min(1, (Math.sqrt(count / threshold) + 1) * (threshold / count)) : 1;
}

function cumulative(weights: readonly number[]): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return Float64Array.from(weights, (weight) => (sum += weight) / total);
}
