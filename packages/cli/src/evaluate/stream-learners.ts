import { Cooccurrence, HybridCompleter, IncrementalEase, PopularityCompleter, type BasketCompleter, type TimedBasket } from '@vitrine/recommender';
import type { CentredVectors } from '@vitrine/word2vec';
import { Word2vecCompleter } from './word2vec-completer.js';

/** What can be asked to learn from a stream of baskets. */
export const STREAM_LEARNERS = ['stream', 'batch', 'cooccurrence', 'ease', 'hybrid', 'popularity'] as const;

export type StreamLearnerName = (typeof STREAM_LEARNERS)[number];

/** Settings that a learner may use. */
export interface LearnerSettings {
  readonly dim: number;
  readonly epochs: number;
  /** Mixed into every random draw of the vectors. */
  readonly seed: number;
}

/** A learner with what it still does when the whole history has been seen, which only training from scratch may. */
export interface EvaluatedLearner {
  readonly completer: BasketCompleter;
  readonly finish: (history: readonly TimedBasket[]) => void;
  /** Facts about what was learnt, for the report. */
  readonly facts: () => Readonly<Record<string, unknown>>;
  /** The vectors, where it has any. */
  readonly vectors?: () => Readonly<CentredVectors>;
}

/** Makes a learner that knows nothing yet. */
export function streamLearner(name: StreamLearnerName, settings: LearnerSettings): EvaluatedLearner {
  return MAKERS[name](settings);
}

const MAKERS: Readonly<Record<StreamLearnerName, (settings: LearnerSettings) => EvaluatedLearner>> = {
  cooccurrence: () => plain(new Cooccurrence()),
  ease: () => plain(new IncrementalEase()),
  popularity: () => plain(new PopularityCompleter()),
  stream: ({ dim, seed }) => {
    const completer = new Word2vecCompleter({ dim, seed });
    return { ...plain(completer), vectors: () => completer.learner.vectors() };
  },
  batch: ({ dim, seed, epochs }) => {
    const completer = new Word2vecCompleter({ dim, seed });
    return { completer, finish: (history) => completer.rehearse(history, epochs - 1), facts: () => ({ epochs }), vectors: () => completer.learner.vectors() };
  },
  hybrid: ({ dim, seed }) => {
    const word2vec = new Word2vecCompleter({ dim, seed });
    const hybrid = new HybridCompleter([new IncrementalEase(), new Cooccurrence(), word2vec]);
    const shares = (): Readonly<Record<string, unknown>> => ({ ease: hybrid.shares[0], cooccurrence: hybrid.shares[1], word2vec: hybrid.shares[2] });
    return { completer: hybrid, finish: () => {}, facts: () => ({ shares: shares() }), vectors: () => word2vec.learner.vectors() };
  },
};

function plain(completer: BasketCompleter): EvaluatedLearner {
  return { completer, finish: () => {}, facts: () => ({}) };
}
