import type { Candidate, Shopper } from './candidate.js';
import type { OfferPolicy } from './offer-policy.js';
import { byScore, numbered, take, type RankedOffer, type Scored } from './ranked-offer.js';
import { meanSignals, reasonOf } from './reason.js';
import { logOdds, logOddsOf, type RelevanceModel, type RelevanceWeights } from './relevance.js';
import { signalsOf, type SignalValues } from './signals.js';
import { tasteProfile } from './taste-profile.js';

interface Valued {
  readonly candidate: Candidate;
  readonly values: SignalValues;
  readonly novel: boolean;
}

/** The best for this member, with places kept for the best of what they never bought. */
export function memberSlate(candidates: readonly Candidate[], shopper: Shopper, nowMs: number, policy: OfferPolicy, model: RelevanceModel): RankedOffer[] {
  const profile = tasteProfile(shopper, nowMs);
  const signals = signalsOf(candidates, profile);
  const average = meanSignals(signals);
  const valued = candidates.map((candidate, index): Valued => ({ candidate, values: signals[index]!, novel: !profile.bySku.has(candidate.sku) }));
  const kept = take(ranked(valued.filter(({ novel }) => novel), model.novel, policy), policy.novelPlaces, policy.perCategory);
  const rest = take(ranked(valued, model.overall, policy), policy.size - kept.length, policy.perCategory, kept);
  const scored = ({ candidate, values, novel }: Valued, weights: RelevanceWeights): Scored => ({
    candidate, novel, score: logOdds(model.overall, values), reason: reasonOf(weights, values, average, novel),
  });
  const slate = [...kept.map((one) => scored(one, model.novel)), ...rest.map((one) => scored(one, model.overall))];
  return numbered(slate.toSorted(byScore));
}

/** Those that are relevant enough, best first. */
function ranked(valued: readonly Valued[], weights: RelevanceWeights, policy: OfferPolicy): (Valued & { readonly score: number })[] {
  const lowest = logOddsOf(policy.minimumRelevance);
  const relevant: (Valued & { readonly score: number })[] = [];
  for (const { candidate, values, novel } of valued) {
    const score = logOdds(weights, values);
    if (score >= lowest) relevant.push({ candidate, values, novel, score });
  }
  return relevant.toSorted(byScore);
}
