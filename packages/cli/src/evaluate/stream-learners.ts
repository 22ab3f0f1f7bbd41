import { Cooccurrence, HybridCompleter, IncrementalEase, PopularityCompleter, type BasketCompleter, type TimedBasket } from '@vitrine/recommender';
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
}

/** Makes a learner that knows nothing yet. */
export function streamLearner(name: StreamLearnerName, settings: LearnerSettings): EvaluatedLearner {
  const plain = (completer: BasketCompleter): EvaluatedLearner => ({ completer, finish: () => {}, facts: () => ({}) });
  const { dim, epochs, seed } = settings;
  switch (name) {
    case 'cooccurrence': return plain(new Cooccurrence());
    case 'ease': return plain(new IncrementalEase());
    case 'popularity': return plain(new PopularityCompleter());
    case 'stream': return plain(new Word2vecCompleter({ dim, seed }));
    case 'batch': {
      const completer = new Word2vecCompleter({ dim, seed });
      return { completer, finish: (history) => completer.rehearse(history, epochs - 1), facts: () => ({ epochs }) };
    }
    case 'hybrid': {
      const hybrid = new HybridCompleter([new IncrementalEase(), new Cooccurrence(), new Word2vecCompleter({ dim, seed })]);
      return { completer: hybrid, finish: () => {}, facts: () => ({ shares: { ease: hybrid.shares[0], cooccurrence: hybrid.shares[1], word2vec: hybrid.shares[2] } }) };
    }
  }
}
