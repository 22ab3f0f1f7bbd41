import type { PromotionId, Sku } from '@vitrine/contracts';
import type { Taste } from './taste.js';

/** A promotion of the store with all that the decision needs to know of it; stock comes with the decision. */
export interface Candidate {
  readonly sku: Sku;
  readonly promotionId: PromotionId;
  readonly startsAtMs: number;
  /** First moment at which it no longer holds. */
  readonly endsAtMs: number;
  /** Off the shelf price, 0 to 100. */
  readonly discountPercent: number;
  /** What is left of the shelf price after cost and before the discount, in percent of it; null where unknown. */
  readonly marginPercent: number | null;
  /** Both the promotion and the product are in use. */
  readonly active: boolean;
  /** As the shopper reads it: two products of one title look like one. */
  readonly title: string;
  /** From the widest category to the narrowest. */
  readonly categoryPath: readonly string[];
  /** Never shown on a public screen. */
  readonly sensitive: boolean;
  /** Receipts with it: in this hour of the day and over all hours of this store, and in the chain within the last weeks. */
  readonly soldInHour: number;
  readonly soldInStore: number;
  readonly soldLately: number;
  /** Its weight among all baskets, as `BasketCompanions.weightOf` gives it; 0 when it was never sold. */
  readonly companionWeight: number;
  /** Unit length; null when the product has none yet, or the model does not ask for vectors. */
  readonly vector: Float32Array | null;
}

/** What is known of a product that a member bought. */
export interface KnownGoods {
  readonly title: string;
  readonly categoryPath: readonly string[];
}

/** What one product is bought with. */
export interface CompanionRow {
  /** Its own weight, as `BasketCompanions.weightOf` gives it. */
  readonly weight: number;
  /** Weight of the baskets it shares with each other product. */
  readonly shared: ReadonlyMap<string, number>;
}

/** A recognised member as the decision sees them. */
export interface Shopper {
  readonly taste: Taste;
  /** Categories, at any level, that the member does not want to see. */
  readonly deniedCategories: readonly string[];
  /** How often a product was shown to the member within the last day, at any booth. */
  readonly shown: ReadonlyMap<Sku, number>;
  /** Unit vectors of at least `comparedProducts`; missing where there is none. */
  readonly vectors: ReadonlyMap<Sku, Float32Array>;
  /** Products of the taste; missing where unknown. */
  readonly goods: ReadonlyMap<Sku, KnownGoods>;
  /** Companions of at least `comparedProducts`; missing where there are none. */
  readonly companions: ReadonlyMap<Sku, CompanionRow>;
}
