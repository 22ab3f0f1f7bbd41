import { anonymousSlate } from './anonymous-slate.js';
import type { Candidate, Shopper } from './candidate.js';
import { eligible, eligibleFor } from './eligibility.js';
import { memberSlate } from './member-slate.js';
import { OFFER_POLICY_DEFAULTS, type OfferPolicy } from './offer-policy.js';
import type { RankedOffer } from './ranked-offer.js';
import type { RelevanceModel } from './relevance.js';
import { SHIPPED_MODEL } from './shipped-model.js';

/** Everything a decision depends on. */
export interface SlateInput {
  readonly nowMs: number;
  /** The store's IANA time zone: decides what "today" is. */
  readonly timeZone: string;
  /** Promotions of the store; those that may not be shown are filtered here. */
  readonly candidates: readonly Candidate[];
  /** Null: nobody is known, the slate is the anonymous one. */
  readonly shopper: Shopper | null;
}

/**
 * Decides a slate: filter, score, then policy. The same input gives the same slate; ties go to the smaller sku.
 * A member gets what fits their taste, with places kept for what they never bought; a member without any purchase and
 * anybody else get the store's best sellers on promotion. Shorter than `policy.size`, or empty, where too little is relevant.
 */
export function decideSlate(input: SlateInput, policy: OfferPolicy = OFFER_POLICY_DEFAULTS, model: RelevanceModel = SHIPPED_MODEL): RankedOffer[] {
  const { nowMs, timeZone, shopper } = input;
  const forAnybody = eligible(input.candidates, nowMs, policy);
  if (shopper === null) return anonymousSlate(forAnybody, policy);
  const forMember = eligibleFor(forAnybody, shopper, nowMs, timeZone, policy);
  return shopper.taste.products.length === 0 ? anonymousSlate(forMember, policy) : memberSlate(forMember, shopper, nowMs, policy, model);
}
