import type { CandidateSet } from './candidate-set.js';
import { Diversity } from './diversity.js';
import type { OfferPolicy } from './offer-policy.js';
import type { ChosenRow } from './ranked-offer.js';

const HOURS_A_DAY = 24;
/** Receipts of this hour that the best seller of the chain is taken to have had here, before the store has any of its own. */
const CHAIN_PRIOR = 0.5;

/** What a slate is decided from where nobody is known. */
export interface AnonymousDecision {
  /** Per row; higher is better. */
  readonly scores: Float64Array;
  readonly chosen: readonly ChosenRow[];
}

/**
 * The store's best sellers of the hour, with an even hour's share of all its sales as prior, and behind it what the chain sells of late:
 * a store without history shows that. The deeper discount goes first on equal sales.
 */
export function anonymousSlate(set: CandidateSet, rows: readonly number[], policy: OfferPolicy): AnonymousDecision {
  const { candidates } = set;
  const mostLately = candidates.reduce((most, { soldLately }) => Math.max(most, soldLately), 1);
  const scores = Float64Array.from(candidates, ({ soldInHour, soldInStore, soldLately }) => soldInHour + soldInStore / HOURS_A_DAY + (CHAIN_PRIOR * soldLately) / mostLately);
  const byDiscount = rows.toSorted((a, b) => candidates[b]!.discountPercent - candidates[a]!.discountPercent || a - b);
  const ordered = byDiscount.toSorted((a, b) => scores[b]! - scores[a]!);
  const taken = new Diversity(set, policy.perCategory).take(ordered, policy.size);
  return { scores, chosen: taken.map((row) => ({ row, score: scores[row]!, novel: false, reason: scores[row]! > 0 ? 'POPULAR_HERE' : 'DEEP_DISCOUNT', propensity: 1 })) };
}
