import { nextItemQuality, splitNextItem, trainSkipGram, trainSkipGramInThreads, type EpochListener, type NextItemPair, type NextItemQuality, type SkipGramOptions, type WordVectors } from '@vitrine/word2vec';
import type { Session } from '../input/read-sessions.js';

/** What is trained with; learning rates are those of gensim. */
export type SessionsSettings = Omit<SkipGramOptions, 'rate' | 'minRate'>;

/** By each way of measuring nearness. */
export interface Qualities {
  readonly euclid: NextItemQuality;
  readonly cosine: NextItemQuality;
}

/** Quality on the pairs that test, and on those for choosing settings by. */
export interface TestedQualities extends Qualities {
  readonly validation: Qualities;
}

/** What `vitrine evaluate sessions` finds out; quality on the test pairs, and on those for choosing settings by. */
export interface SessionsReport extends TestedQualities {
  readonly sessions: number;
  readonly items: number;
  readonly pairs: { readonly test: number; readonly validation: number };
}

/** How it is trained, and who hears of it. */
export interface SessionsTraining {
  /** Default 1. */
  readonly threads?: number;
  /** Told after each epoch how many are done; `tested` gives the quality as it is then, which takes a while. */
  readonly onEpoch?: (done: number, tested: () => TestedQualities) => void;
}

/** Splits, trains and tests. */
export async function sessionsReport(sessions: readonly Session[], settings: SessionsSettings, { threads = 1, onEpoch }: SessionsTraining = {}): Promise<SessionsReport> {
  const { train, test, validation } = splitNextItem(sessions, settings.seed);
  const tested = (vectors: WordVectors): TestedQualities => ({ ...qualities(vectors, test), validation: qualities(vectors, validation) });
  const heard: EpochListener = (done, vectors) => onEpoch?.(done, () => tested(vectors()));
  const vectors = threads === 1 ? trainSkipGram(train, settings, heard) : await trainSkipGramInThreads(train, settings, threads, heard);
  return {
    ...tested(vectors),
    sessions: sessions.length,
    items: vectors.words.length,
    pairs: { test: test.length, validation: validation.length },
  };
}

function qualities(vectors: WordVectors, pairs: readonly NextItemPair[]): Qualities {
  return { euclid: nextItemQuality(vectors, pairs, 'euclid'), cosine: nextItemQuality(vectors, pairs, 'cosine') };
}
