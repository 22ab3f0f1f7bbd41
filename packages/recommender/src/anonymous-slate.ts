import type { Candidate } from './candidate.js';
import type { OfferPolicy } from './offer-policy.js';
import { byScore, numbered, take, type RankedOffer, type Scored } from './ranked-offer.js';

const HOURS_A_DAY = 24;

/** The store's best sellers of the hour, with an even hour's share of all its sales as prior; the deeper discount on equal sales. */
export function anonymousSlate(candidates: readonly Candidate[], policy: OfferPolicy): RankedOffer[] {
  const scored = candidates.map((candidate): Scored => {
    const score = candidate.soldInHour + candidate.soldInStore / HOURS_A_DAY;
    return { candidate, score, novel: false, reason: score > 0 ? 'POPULAR_HERE' : 'DEEP_DISCOUNT' };
  });
  const ordered = scored.toSorted((a, b) => b.score - a.score || b.candidate.discountPercent - a.candidate.discountPercent || byScore(a, b));
  return numbered(take(ordered, policy.size, policy.perCategory));
}
