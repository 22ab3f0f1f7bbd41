import type { ScoredItem } from './best-items.js';

/** What was bought together: a set, so order and repetition mean nothing. */
export interface CompletionBasket {
  /** The receipt's id; seeds every draw that is made for it. */
  readonly id: string;
  readonly items: readonly string[];
}

/** Learns which products are bought together, a basket at a time, and says what would complete one. */
export abstract class BasketCompleter {
  /** Takes a basket in, once, in the order of sale. */
  abstract learn(basket: CompletionBasket): void;

  /**
   * Up to `top` items that fit the `query` best, best first. Items of the query are left out and unknown ones ignored.
   * Scores grow with what speaks for an item, and compare within one answer only; ties go to the smaller item.
   */
  abstract complete(query: readonly string[], top: number): readonly ScoredItem[];
}
