import type { Candidate } from './candidate.js';
import { categoryKey, type TasteProfile } from './taste-profile.js';

/** What speaks for an offer; each is 0 when nothing does, and grows with what speaks for it. */
export const SIGNALS = ['frequency', 'recency', 'popularity', 'storePopularity', 'recentMatch', 'category', 'discount'] as const;

export type Signal = (typeof SIGNALS)[number];

/** One value a signal. */
export type SignalValues = Readonly<Record<Signal, number>>;

/** A similarity to a product sold n times counts n / (n + 10). */
const SHRINKAGE = 10;

/** Largest counts among the candidates, which make popularity independent of the size of shop and chain. */
interface PopularityScale {
  readonly store: number;
  readonly chain: number;
}

/**
 * Signals of each candidate, in the given order.
 *
 * | signal | value |
 * |---|---|
 * | frequency | ln(1 + own receipts with it) |
 * | recency | ln(1 + recent own receipts with it, each counting 2^(-age / 28 days)) |
 * | popularity, storePopularity | ln(1 + receipts) / ln(1 + the largest of all candidates), chain and store |
 * | recentMatch | cosine to the mean of the last three baskets x n / (n + 10), at least 0 |
 * | category | square root of the share of own purchases, 20 more taken as made elsewhere, that fall in its category |
 * | discount | discount / 100 |
 */
export function signalsOf(candidates: readonly Candidate[], profile: TasteProfile): SignalValues[] {
  const scale = {
    store: Math.log1p(candidates.reduce((most, { soldInStore }) => Math.max(most, soldInStore), 1)),
    chain: Math.log1p(candidates.reduce((most, { soldInChain }) => Math.max(most, soldInChain), 1)),
  };
  return candidates.map((candidate) => signalsOfOne(candidate, profile, scale));
}

function signalsOfOne(candidate: Candidate, profile: TasteProfile, scale: PopularityScale): SignalValues {
  const { sku, soldInChain, vector } = candidate;
  const confidence = soldInChain / (soldInChain + SHRINKAGE);
  return {
    frequency: Math.log1p(profile.bySku.get(sku)?.receipts ?? 0),
    recency: Math.log1p(profile.recency.get(sku) ?? 0),
    popularity: Math.log1p(soldInChain) / scale.chain,
    storePopularity: Math.log1p(candidate.soldInStore) / scale.store,
    recentMatch: vector === null || profile.recentMean === null ? 0 : Math.max(0, dot(vector, profile.recentMean)) * confidence,
    category: Math.sqrt(profile.categoryShare.get(categoryKey(candidate.categoryPath)) ?? 0),
    discount: candidate.discountPercent / 100,
  };
}

/** Inner product; cosine of vectors of unit length. */
function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
