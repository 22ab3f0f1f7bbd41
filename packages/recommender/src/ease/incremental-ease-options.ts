/** How the incremental EASE learns; the defaults did best on the last four training weeks of a shop's receipts (docs/evaluation.md). */
export interface IncrementalEaseOptions {
  /** Products kept: the most sold. Memory is 4 x capacity² bytes, a basket's time about capacity²; default 4,096. */
  readonly capacity: number;
  /** Ridge penalty (lambda); default 8. */
  readonly penalty: number;
  /** A basket of n items counts n to this power: large baskets say less about each of their pairs; default -0.5. */
  readonly sizeExponent: number;
  /** The diagonal of the inverse to this power divides a score; 1 is EASE as published, less favours what sells well; default 0.8. */
  readonly diagonalExponent: number;
}

/** The defaults. */
export const INCREMENTAL_EASE_DEFAULTS: IncrementalEaseOptions = { capacity: 4096, penalty: 8, sizeExponent: -0.5, diagonalExponent: 0.8 };
