import { anonymousSlate, type AnonymousDecision } from './anonymous-slate.js';
import type { Shopper } from './candidate.js';
import type { CandidateSet } from './candidate-set.js';
import { refusals, type Circumstances, type Refusal } from './eligibility.js';
import { memberSlate, type MemberDecision } from './member-slate.js';
import { OFFER_POLICY_DEFAULTS, type OfferPolicy } from './offer-policy.js';
import { numbered, type RankedOffer } from './ranked-offer.js';
import type { RelevanceModel } from './relevance.js';
import { SHIPPED_MODEL } from './shipped-model.js';

/** Everything a decision depends on. */
export interface SlateInput extends Circumstances {
  /** Promotions of the store; those that may not be shown are filtered here. */
  readonly candidates: CandidateSet;
  /** Null: nobody is known, the slate is the anonymous one. */
  readonly shopper: Shopper | null;
  /** Decides what is explored; the same text, the same draw. */
  readonly seed: string;
}

/** A decision with all that it was made from. */
export interface SlateDecision {
  readonly slate: readonly RankedOffer[];
  /** Per row of the candidates why it may not be offered; null where it may. */
  readonly refusals: readonly (Refusal | null)[];
  readonly member: MemberDecision | null;
  /** Of strangers, and of members without any purchase. */
  readonly anonymous: AnonymousDecision | null;
}

/**
 * Decides a slate: filter, score, then policy. The same input gives the same slate; ties go to the smaller sku.
 * A member gets what fits their taste, with places kept for what they never bought; a member without any purchase and
 * anybody else get the store's best sellers on promotion. Shorter than `policy.size`, or empty, where too little is relevant.
 */
export function decideSlate(input: SlateInput, policy: OfferPolicy = OFFER_POLICY_DEFAULTS, model: RelevanceModel = SHIPPED_MODEL): RankedOffer[] {
  return [...decide(input, policy, model).slate];
}

/** The same with what it was decided from. */
export function decide(input: SlateInput, policy: OfferPolicy, model: RelevanceModel): SlateDecision {
  const { candidates: set, shopper, nowMs, seed } = input;
  const refused = refusals(set, input, shopper, policy);
  const rows = allowed(refused);
  const known = shopper === null || shopper.taste.products.length === 0 ? null : shopper;
  const member = known === null ? null : memberSlate(set, rows, known, nowMs, policy, model, seed);
  const anonymous = known === null ? anonymousSlate(set, rows, policy) : null;
  return { slate: numbered(set, (member ?? anonymous!).chosen), refusals: refused, member, anonymous };
}

/** Not a loop of `decide`: V8 entered code compiled for it at every decision, which did not fit what comes behind it and was left again each time. */
function allowed(refused: readonly (Refusal | null)[]): number[] {
  const rows: number[] = [];
  for (let row = 0; row < refused.length; row++) if (refused[row] === null) rows.push(row);
  return rows;
}
