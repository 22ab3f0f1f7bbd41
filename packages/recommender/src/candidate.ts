import type { PromotionId, Sku } from '@vitrine/contracts';
import type { Taste } from './taste.js';

/** A promotion of the store with all that the decision needs to know of it. */
export interface Candidate {
  readonly sku: Sku;
  readonly promotionId: PromotionId;
  readonly startsAtMs: number;
  /** First moment at which it no longer holds. */
  readonly endsAtMs: number;
  /** Off the shelf price, 0 to 100. */
  readonly discountPercent: number;
  /** Both the promotion and the product are in use. */
  readonly active: boolean;
  /** As the shopper reads it: two products of one title look like one. */
  readonly title: string;
  /** From the widest category to the narrowest. */
  readonly categoryPath: readonly string[];
  /** Never shown on a public screen. */
  readonly sensitive: boolean;
  /** Null: never counted. */
  readonly onHandMilli: number | null;
  /** Receipts with it in this hour of the day, in this store, and in the chain. */
  readonly soldInHour: number;
  readonly soldInStore: number;
  readonly soldInChain: number;
  /** Unit length; null when the product has none yet. */
  readonly vector: Float32Array | null;
}

/** A recognised member as the decision sees them. */
export interface Shopper {
  readonly taste: Taste;
  /** Categories, at any level, that the member does not want to see. */
  readonly deniedCategories: readonly string[];
  /** How often a product was shown to the member within the last day. */
  readonly shown: ReadonlyMap<Sku, number>;
  /** Unit vectors of at least `comparedProducts`; missing where there is none. */
  readonly vectors: ReadonlyMap<Sku, Float32Array>;
  /** Category paths of the products in the taste; missing where unknown. */
  readonly categories: ReadonlyMap<Sku, readonly string[]>;
}
