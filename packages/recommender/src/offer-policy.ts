/** What may be offered and how much of it; every number can be set per deployment. */
export interface OfferPolicy {
  /** Most offers on a slate; default 10. */
  readonly size: number;
  /** Places of a member's slate kept for products they never bought, where there are relevant ones; default 3. */
  readonly novelPlaces: number;
  /** Most offers of one narrowest category; default 3. */
  readonly perCategory: number;
  /** Smallest chance of being bought, 0 to 1, that an offer to a member must have: fewer rather than bad ones; default 0.005. */
  readonly minimumRelevance: number;
  /** A product shown to the member this often within a day is left out; default 20. */
  readonly shownPerDay: number;
  /** Whether a product that was never counted passes as in stock; default true, for stores that send no stock. */
  readonly uncountedInStock: boolean;
}

/** The defaults. */
export const OFFER_POLICY_DEFAULTS: OfferPolicy = { size: 10, novelPlaces: 3, perCategory: 3, minimumRelevance: 0.005, shownPerDay: 20, uncountedInStock: true };
