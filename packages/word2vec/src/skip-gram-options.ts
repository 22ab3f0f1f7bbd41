/** Settings of classic skip-gram training; names and meaning as in gensim. */
export interface SkipGramOptions {
  /** Length of the vectors; default 100. */
  readonly dim: number;
  /** Most words between a word and its context; each position draws its own from 1 to this; default 5. */
  readonly window: number;
  /** Noise words per pair, drawn once for all pairs of a window; default 5. */
  readonly negative: number;
  /** Times the corpus is gone through; default 5. */
  readonly epochs: number;
  /** Words more frequent than this share of the corpus are thinned out; 0 keeps all; default 0.001. */
  readonly sample: number;
  /** Noise is drawn by count to this power, which may be negative; default 0.75. */
  readonly exponent: number;
  /** Rarer words are dropped; default 1. */
  readonly minCount: number;
  /** Learning rate at the start, falling evenly to `minRate`; default 0.025. */
  readonly rate: number;
  /** Learning rate at the end; default 0.0001. */
  readonly minRate: number;
  /** Decides every random draw; default 1. */
  readonly seed: number;
}

/** The defaults. */
export const SKIP_GRAM_DEFAULTS: SkipGramOptions = {
  dim: 100, window: 5, negative: 5, epochs: 5, sample: 0.001, exponent: 0.75, minCount: 1, rate: 0.025, minRate: 0.0001, seed: 1,
};
