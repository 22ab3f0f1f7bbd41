/** How a stream learner learns; every default is the recipe's that did best when measured. */
export interface StreamLearnerOptions {
  /** Length of the vectors; default 64. */
  readonly dim: number;
  /** Items of a basket that are learnt in one pass, at most: another draw in each pass. Bounds the time of a receipt; default 16. */
  readonly centres: number;
  /** Other items of the basket that each of them meets in one pass; default 4. */
  readonly contexts: number;
  /** Noise items that it meets beside its contexts, drawn once for all of them; default 10. */
  readonly negatives: number;
  /** Noise is drawn by count to this power; default 0.75. */
  readonly exponent: number;
  /** AdaGrad rate; default 0.2. */
  readonly rate: number;
  /** Standard deviation of starting values; default 0.05. */
  readonly initialDeviation: number;
  /** Passes over a new basket; default 5. */
  readonly passes: number;
  /** Older baskets replayed with each new one; default 40. */
  readonly replays: number;
  /** Share of replays that prefer newer baskets; default 0.6. */
  readonly recentShare: number;
  /** Mean age of those, in baskets; default 1,500. */
  readonly meanAge: number;
  /** Newest baskets kept; default 10,000. */
  readonly recentCapacity: number;
  /** Baskets kept as a uniform sample of all; default 20,000. */
  readonly reservoirCapacity: number;
  /** Products held at a time, at most: when there are more, the one sold least goes for each new one. Bounds memory and snapshot; default 262,144. */
  readonly capacity: number;
  /** A product sold n times has its similarity multiplied by n / (n + shrinkage); default 20. */
  readonly shrinkage: number;
  /** Mixed into every random draw; default 0. */
  readonly seed: number;
}

/** The defaults. */
export const STREAM_LEARNER_DEFAULTS: StreamLearnerOptions = {
  dim: 64, centres: 16, contexts: 4, negatives: 10, exponent: 0.75, rate: 0.2, initialDeviation: 0.05, passes: 5, replays: 40,
  recentShare: 0.6, meanAge: 1500, recentCapacity: 10_000, reservoirCapacity: 20_000, capacity: 262_144, shrinkage: 20, seed: 0,
};
