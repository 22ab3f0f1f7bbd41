/** What may be offered and how much of it. */
export interface OfferPolicy {
  /** Most offers on a slate; default 10. */
  readonly size: number;
  /** Places of a member's slate kept for products they never bought, where there are relevant ones; default 3. */
  readonly novelPlaces: number;
  /** Most offers of one narrowest category; default 3. */
  readonly perCategory: number;
  /** Smallest chance of being bought, 0 to 1, that an offer to a member must have: fewer rather than bad ones; default 0.0005. */
  readonly minimumRelevance: number;
  /** A product shown to the member this often within a day, at whatever booths, is left out; default 20. */
  readonly shownPerDay: number;
  /** A product the member buys regularly is left out until this share of the mean time between two purchases has passed; default 0.1, 0 never. */
  readonly rebuyShare: number;
  /** Chance, 0 to 1, that the last place of a full slate of a member is drawn from what came next, to learn what the ranking misses; default 0.1. */
  readonly exploration: number;
  /** How many that came next are drawn from; default 20. */
  readonly explorationPool: number;
  /** Added to the log odds for a discount of 100 %: above 0 deeper discounts go first, below 0 less is given away; default 0. */
  readonly discountEmphasis: number;
  /** Added to the log odds for what is left of the shelf price after cost and discount, per 100 % of it: above 0 offers that earn more go first; default 0. Of products whose margin the chain does not tell nothing is added. */
  readonly marginEmphasis: number;
  /** Whether a product that was never counted passes as in stock; default true, for stores that send no stock. */
  readonly uncountedInStock: boolean;
}

/** The defaults. */
export const OFFER_POLICY_DEFAULTS: OfferPolicy = {
  size: 10, novelPlaces: 3, perCategory: 3, minimumRelevance: 0.0005, shownPerDay: 20, rebuyShare: 0.1, exploration: 0.1, explorationPool: 20, discountEmphasis: 0, marginEmphasis: 0, uncountedInStock: true,
};
