import { corpusOf, countSessions } from './corpus.js';
import { SkipGram } from './skip-gram-model.js';
import { SKIP_GRAM_DEFAULTS, type SkipGramOptions } from './skip-gram-options.js';
import type { WordVectors } from './word-vectors.js';

/** Hears of every epoch that is done. */
export type EpochListener = (done: number, vectors: () => WordVectors) => void;

/**
 * Trains classic skip-gram with negative sampling by stochastic gradient descent over a window, as word2vec.c and gensim define it
 * (reduced window, thinning of frequent words, rate falling with progress), except that the pairs of one window share their noise words
 * (Ji et al. 2016). For learning from a stream see StreamLearner. The words come out by falling count; without any there are no vectors.
 * @param onEpoch told after each epoch how many are done; `vectors` gives them as they are then
 */
export function trainSkipGram(sessions: readonly (readonly string[])[], options: Partial<SkipGramOptions> = {}, onEpoch?: EpochListener): WordVectors {
  const settings = { ...SKIP_GRAM_DEFAULTS, ...options };
  const corpus = corpusOf(countSessions(sessions, settings), settings);
  const model = new SkipGram(corpus, settings);
  const whole = corpus.length * settings.epochs;
  const vectors = (): WordVectors => ({ words: corpus.words, dim: settings.dim, values: model.vectors() });
  let progressed = 0;
  for (let epoch = 1; epoch <= settings.epochs; epoch++) {
    for (const session of corpus.sessions) {
      model.learn(session, settings.rate - (settings.rate - settings.minRate) * (progressed / whole));
      progressed += session.length;
    }
    onEpoch?.(epoch, vectors);
  }
  return vectors();
}
