import { AliasTable } from './alias-table.js';
import type { SkipGramOptions } from './skip-gram-options.js';

/** Sessions as word numbers, most frequent word first, with what training needs to know of each word. */
export interface Corpus {
  readonly words: readonly string[];
  readonly sessions: readonly Int32Array[];
  /** Probability with which an occurrence is kept (Mikolov et al. 2013, as word2vec.c computes it). */
  readonly keep: Float64Array;
  /** Draws noise words: in proportion to count to the power of the settings. */
  readonly noise: AliasTable;
  /** Occurrences of kept words. */
  readonly length: number;
}

/** Words by falling count, and sessions as their numbers: what threads can be given. */
export interface CountedSessions {
  readonly words: readonly string[];
  readonly counts: readonly number[];
  readonly sessions: readonly Int32Array[];
}

/** Counts words and numbers them by falling count; ties in the order of first occurrence. */
export function countSessions(sessions: readonly (readonly string[])[], { minCount }: SkipGramOptions): CountedSessions {
  const counts = new Map<string, number>();
  for (const session of sessions) for (const word of session) counts.set(word, (counts.get(word) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= minCount).toSorted((a, b) => b[1] - a[1]);
  const numbers = new Map(kept.map(([word], index) => [word, index]));
  return {
    words: kept.map(([word]) => word),
    counts: kept.map(([, count]) => count),
    sessions: sessions.map((session) => Int32Array.from(session.flatMap((word) => numbers.get(word) ?? []))),
  };
}

/** What training needs to know of counted words. */
export function corpusOf({ words, counts, sessions }: CountedSessions, { sample, exponent }: SkipGramOptions): Corpus {
  const length = counts.reduce((sum, count) => sum + count, 0);
  return {
    words,
    sessions,
    keep: Float64Array.from(counts, (count) => keepProbability(count, sample * length)),
    noise: new AliasTable(counts.map((count) => Math.pow(count, exponent))),
    length,
  };
}

function keepProbability(count: number, threshold: number): number {
  return threshold > 0 ? Math.min(1, (Math.sqrt(count / threshold) + 1) * (threshold / count)) : 1;
}
