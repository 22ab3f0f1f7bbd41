import type { Sku } from '@vitrine/contracts';
import type { VectorSpace } from './product-vectors.js';
import type { StateWrite } from './state-store.js';

/** A basket as it is counted. */
export interface CountedBasket {
  /** Distinct products. */
  readonly skus: readonly Sku[];
  /** What each of them, and each pair of them, counts; a whole number above 0. */
  readonly units: number;
}

/** What one product is bought with. */
export interface Companions {
  /** Units of all baskets with the product. */
  readonly weight: number;
  /** Units of the baskets it shares with each other product. */
  readonly shared: ReadonlyMap<Sku, number>;
}

/** A product that has more companions than `most` after a basket is cut back to the `kept` with most units; of equal ones the smaller sku stays. */
export const COMPANION_BOUNDS = { most: 128, kept: 64 } as const;

/** Which products are bought together in a catalogue region, a bounded number of companions each. The same baskets in the same order give the same counts. */
export abstract class BasketCompanions {
  /** Write that counts a basket; `sign` -1 takes one back, as far as it is still there: nothing falls below 0. */
  abstract count(space: VectorSpace, basket: CountedBasket, sign: 1 | -1): StateWrite;
  /** Units of all baskets with each product; 0 for one never sold. */
  abstract weights(space: VectorSpace, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>>;
  /** Companions of each product; one without any is missing. */
  abstract of(space: VectorSpace, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Companions>>;
}
