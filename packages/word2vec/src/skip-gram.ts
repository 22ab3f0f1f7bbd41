import { buildCorpus, type Corpus } from './corpus.js';
import { SimdStep } from './kernel/simd-step.js';
import type { WeightRows } from './kernel/weight-rows.js';
import { Random } from './random.js';
import { SKIP_GRAM_DEFAULTS, type SkipGramOptions } from './skip-gram-options.js';
import type { WordVectors } from './word-vectors.js';

/**
 * Trains classic skip-gram with negative sampling by stochastic gradient descent over a window, as word2vec.c and gensim define it
 * (reduced window, thinning of frequent words, rate falling with progress), except that the pairs of one window share their noise words
 * (Ji et al. 2016). For learning from a stream see StreamLearner. The words come out by falling count; without any there are no vectors.
 * @param onEpoch told after each epoch how many are done
 */
export function trainSkipGram(sessions: readonly (readonly string[])[], options: Partial<SkipGramOptions> = {}, onEpoch?: (done: number) => void): WordVectors {
  const settings = { ...SKIP_GRAM_DEFAULTS, ...options };
  const corpus = buildCorpus(sessions, settings);
  const model = new SkipGram(corpus, settings);
  const whole = corpus.length * settings.epochs;
  let progressed = 0;
  for (let epoch = 1; epoch <= settings.epochs; epoch++) {
    for (const session of corpus.sessions) {
      model.learn(session, settings.rate - (settings.rate - settings.minRate) * (progressed / whole));
      progressed += session.length;
    }
    onEpoch?.(epoch);
  }
  return { words: corpus.words, dim: settings.dim, values: model.vectors() };
}

class SkipGram {
  private readonly random: Random;
  private readonly step: SimdStep;
  private readonly inputs: Int32Array;
  private readonly targets: Int32Array;

  constructor(private readonly corpus: Corpus, private readonly options: SkipGramOptions) {
    const { dim, window, negative, seed } = options;
    this.random = Random.from(`skip-gram:${seed}`);
    this.inputs = new Int32Array(2 * window);
    this.targets = new Int32Array(negative + 1);
    this.step = new SimdStep({ dim, adaptive: false, maxInputs: this.inputs.length, maxTargets: this.targets.length });
    for (let row = 0; row < corpus.words.length; row++) start(this.step.weights, this.random);
  }

  learn(session: Int32Array, rate: number): void {
    const { corpus, options, random } = this;
    const kept = session.filter((word) => corpus.keep[word]! >= 1 || corpus.keep[word]! > random.next());
    for (let i = 0; i < kept.length; i++) {
      const reach = 1 + random.below(options.window);
      let inputs = 0;
      for (let j = Math.max(0, i - reach); j <= Math.min(kept.length - 1, i + reach); j++) {
        if (j !== i) this.inputs[inputs++] = kept[j]!;
      }
      if (inputs > 0) this.step.descend(this.inputs, inputs, this.targets, this.aim(kept[i]!), rate);
    }
  }

  /** The input vectors, a copy. */
  vectors(): Float32Array {
    const { weights } = this.step;
    const values = new Float32Array(weights.rows * weights.dim);
    for (let row = 0; row < weights.rows; row++) values.set(weights.part(row, 'input'), row * weights.dim);
    return values;
  }

  /** Makes a word and fresh noise the targets, and gives their number. */
  private aim(word: number): number {
    this.targets[0] = word;
    let count = 1;
    for (let n = 0; n < this.options.negative; n++) {
      const noise = this.corpus.noise.draw(this.random);
      if (noise !== word) this.targets[count++] = noise;
    }
    return count;
  }
}

function start(weights: WeightRows, random: Random): void {
  const input = weights.part(weights.append(), 'input');
  for (let k = 0; k < input.length; k++) input[k] = (random.next() - 0.5) / input.length;
}
