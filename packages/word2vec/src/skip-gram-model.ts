import type { Corpus } from './corpus.js';
import { LANES } from './kernel/kernel-memory.js';
import { SimdStep } from './kernel/simd-step.js';
import type { WeightRows } from './kernel/weight-rows.js';
import { Random } from './random.js';
import type { SkipGramOptions } from './skip-gram-options.js';

/** Parts that the weights of a model of so many words consist of: the input and the output of each word in turn. */
export function partsOf(words: number): number {
  return 2 * words;
}

/** Number of weights of a model of so many words. */
export function weightsOf(words: number, dim: number): number {
  return partsOf(words) * Math.ceil(dim / LANES) * LANES;
}

/** Skip-gram with negative sampling by stochastic gradient descent: weights, and how a session moves them. */
export class SkipGram {
  private random: Random;
  private readonly step: SimdStep;
  private readonly inputs: Int32Array;
  private readonly targets: Int32Array;
  private touched: Uint8Array | null = null;

  /** @param thread draws of its own for each; all start from the same weights */
  constructor(private readonly corpus: Corpus, private readonly options: SkipGramOptions, thread = 0) {
    const { dim, window, negative, seed } = options;
    this.random = Random.from(`skip-gram:${seed}`);
    this.inputs = new Int32Array(2 * window);
    this.targets = new Int32Array(negative + 1);
    this.step = new SimdStep({ dim, adaptive: false, maxInputs: this.inputs.length, maxTargets: this.targets.length });
    for (let row = 0; row < corpus.words.length; row++) start(this.step.weights, this.random);
    if (thread > 0) this.random = Random.from(`skip-gram:${seed}:${thread}`);
  }

  /** Every position of the session in turn, with the others in its window. */
  learn(session: Int32Array, rate: number): void {
    const { corpus, options, random } = this;
    const kept = session.filter((word) => corpus.keep[word]! >= 1 || corpus.keep[word]! > random.next());
    for (let i = 0; i < kept.length; i++) {
      const reach = 1 + random.below(options.window);
      let inputs = 0;
      for (let j = Math.max(0, i - reach); j <= Math.min(kept.length - 1, i + reach); j++) {
        if (j !== i) this.inputs[inputs++] = kept[j]!;
      }
      if (inputs > 0) this.descend(inputs, this.aim(kept[i]!), rate);
    }
  }

  /** From now on marks with 1 each part of the weights that is moved. */
  mark(touched: Uint8Array): void {
    this.touched = touched;
  }

  /** All weights in place, as many as `weightsOf` says. */
  weights(): Float32Array {
    return this.step.weights.all();
  }

  /** The input vectors, a copy. */
  vectors(): Float32Array {
    const { weights } = this.step;
    const values = new Float32Array(weights.rows * weights.dim);
    for (let row = 0; row < weights.rows; row++) values.set(weights.part(row, 'input'), row * weights.dim);
    return values;
  }

  private descend(inputs: number, targets: number, rate: number): void {
    this.step.descend(this.inputs, inputs, this.targets, targets, rate);
    const { touched } = this;
    if (touched === null) return;
    for (let n = 0; n < inputs; n++) touched[2 * this.inputs[n]!] = 1;
    for (let n = 0; n < targets; n++) touched[2 * this.targets[n]! + 1] = 1;
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
