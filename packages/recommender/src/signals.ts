import type { Candidate } from './candidate.js';
import { categoryKey, type TasteProfile } from './taste-profile.js';

/** What speaks for an offer; each is 0 when nothing does, and grows with what speaks for it. */
export const SIGNALS = ['frequency', 'recency', 'popularity', 'storePopularity', 'bestMatch', 'recentMatch', 'category', 'discount'] as const;

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
 * | bestMatch | highest cosine to a product of the taste x n / (n + 10), at least 0 |
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
    bestMatch: vector === null ? 0 : Math.max(0, bestCosine(vector, profile.compared)) * confidence,
    recentMatch: vector === null || profile.recentMean === null ? 0 : Math.max(0, dot(vector, profile.recentMean, 0)) * confidence,
    category: Math.sqrt(profile.categoryShare.get(categoryKey(candidate.categoryPath)) ?? 0),
    discount: candidate.discountPercent / 100,
  };
}

function bestCosine(vector: Float32Array, { values, rows }: TasteProfile['compared']): number {
  let best = 0;
  for (let row = 0; row < rows; row++) best = Math.max(best, dot(vector, values, row * vector.length));
  return best;
}

/** Inner product of `a` with the stretch of `b` from `start`; four sums side by side keep the processor busy. */
function dot(a: Float32Array, b: Float32Array, start: number): number {
  const whole = a.length - (a.length % 4);
  let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
  for (let k = 0; k < whole; k += 4) {
    s0 += a[k]! * b[start + k]!;
    s1 += a[k + 1]! * b[start + k + 1]!;
    s2 += a[k + 2]! * b[start + k + 2]!;
    s3 += a[k + 3]! * b[start + k + 3]!;
  }
  for (let k = whole; k < a.length; k++) s0 += a[k]! * b[start + k]!;
  return s0 + s1 + s2 + s3;
}
