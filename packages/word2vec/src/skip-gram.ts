import { buildCorpus, drawNoise, type Corpus } from './corpus.js';
import { Random } from './random.js';
import { sigmoid } from './sigmoid.js';
import { SKIP_GRAM_DEFAULTS, type SkipGramOptions } from './skip-gram-options.js';
import type { WordVectors } from './word-vectors.js';

/** Beyond this the original's table of sigmoids ends and it leaves a pair as it is. */
const LARGEST_DOT = 6;

/**
 * Trains classic skip-gram with negative sampling by stochastic gradient descent over a window, as word2vec.c and gensim define it
 * (reduced window, thinning of frequent words, rate falling with progress). For learning from a stream see StreamLearner.
 * The words come out by falling count.
 */
export function trainSkipGram(sessions: readonly (readonly string[])[], options: Partial<SkipGramOptions> = {}): WordVectors {
  const settings = { ...SKIP_GRAM_DEFAULTS, ...options };
  const corpus = buildCorpus(sessions, settings);
  const random = Random.from(`skip-gram:${settings.seed}`);
  const model = new SkipGram(corpus, settings, random);
  let progressed = 0;
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    for (const session of corpus.sessions) {
      model.learn(session, settings.rate - (settings.rate - settings.minRate) * (progressed / (corpus.length * settings.epochs)));
      progressed += session.length;
    }
  }
  return { words: corpus.words, dim: settings.dim, values: model.inputs };
}

class SkipGram {
  readonly inputs: Float32Array;
  private readonly outputs: Float32Array;
  private readonly gradient: Float64Array;

  constructor(private readonly corpus: Corpus, private readonly options: SkipGramOptions, private readonly random: Random) {
    const { dim } = options;
    this.inputs = Float32Array.from({ length: corpus.words.length * dim }, () => (random.next() - 0.5) / dim);
    this.outputs = new Float32Array(corpus.words.length * dim);
    this.gradient = new Float64Array(dim);
  }

  learn(session: Int32Array, rate: number): void {
    const { corpus, options, random } = this;
    const kept = session.filter((word) => corpus.keep[word]! >= 1 || corpus.keep[word]! > random.next());
    for (let i = 0; i < kept.length; i++) {
      const reach = 1 + random.below(options.window);
      for (let j = Math.max(0, i - reach); j <= Math.min(kept.length - 1, i + reach); j++) {
        if (j !== i) this.pair(kept[j]!, kept[i]!, rate);
      }
    }
  }

  private pair(input: number, word: number, rate: number): void {
    const { dim, negative } = this.options;
    const start = input * dim;
    this.gradient.fill(0);
    this.towards(start, word * dim, 1, rate);
    for (let n = 0; n < negative; n++) {
      const noise = drawNoise(this.corpus.noise, this.random);
      if (noise !== word) this.towards(start, noise * dim, 0, rate);
    }
    for (let k = 0; k < dim; k++) this.inputs[start + k]! += this.gradient[k]!;
  }

  private towards(start: number, row: number, label: number, rate: number): void {
    const { inputs, outputs, gradient } = this;
    const { dim } = this.options;
    let dot = 0;
    for (let k = 0; k < dim; k++) dot += inputs[start + k]! * outputs[row + k]!;
    if (dot <= -LARGEST_DOT || dot >= LARGEST_DOT) return;
    const step = (label - sigmoid(dot)) * rate;
    for (let k = 0; k < dim; k++) {
      gradient[k]! += step * outputs[row + k]!;
      outputs[row + k]! += step * inputs[start + k]!;
    }
  }
}
