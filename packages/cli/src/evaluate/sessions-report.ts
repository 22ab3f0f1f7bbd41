import { nextItemQuality, splitNextItem, trainSkipGram, type NextItemPair, type NextItemQuality, type SkipGramOptions, type WordVectors } from '@vitrine/word2vec';
import type { Session } from '../input/read-sessions.js';

/** What is trained with; learning rates are those of gensim. */
export type SessionsSettings = Omit<SkipGramOptions, 'rate' | 'minRate'>;

/** By each way of measuring nearness. */
export interface Qualities {
  readonly euclid: NextItemQuality;
  readonly cosine: NextItemQuality;
}

/** What `vitrine evaluate sessions` finds out; quality on the test pairs, and on those for choosing settings by. */
export interface SessionsReport extends Qualities {
  readonly validation: Qualities;
  readonly sessions: number;
  readonly items: number;
  readonly pairs: { readonly test: number; readonly validation: number };
}

/** Splits, trains and tests. @param onEpoch told after each epoch how many are done */
export function sessionsReport(sessions: readonly Session[], settings: SessionsSettings, onEpoch?: (done: number) => void): SessionsReport {
  const { train, test, validation } = splitNextItem(sessions, settings.seed);
  const vectors = trainSkipGram(train, settings, onEpoch);
  return {
    ...qualities(vectors, test),
    validation: qualities(vectors, validation),
    sessions: sessions.length,
    items: vectors.words.length,
    pairs: { test: test.length, validation: validation.length },
  };
}

function qualities(vectors: WordVectors, pairs: readonly NextItemPair[]): Qualities {
  return { euclid: nextItemQuality(vectors, pairs, 'euclid'), cosine: nextItemQuality(vectors, pairs, 'cosine') };
}
