import type { OfferReason, PromotionId, Sku } from '@vitrine/contracts';
import type { Candidate } from './candidate.js';
import { categoryKey } from './taste-profile.js';

/** One offer of a slate, as events carry it. */
export interface RankedOffer {
  /** From 1. */
  readonly rank: number;
  readonly sku: Sku;
  readonly promotionId: PromotionId;
  readonly discountPercent: number;
  /** Higher is better; comparable within the slate only. */
  readonly score: number;
  readonly reason: OfferReason;
  /** True when the member never bought the product; on an anonymous slate always false. */
  readonly novel: boolean;
  /** Probability with which this place showed this offer: 1, nothing is drawn. */
  readonly propensity: number;
}

/** A candidate with its score. */
export interface Ranked {
  readonly candidate: Candidate;
  readonly score: number;
}

/** A candidate as the slate will carry it. */
export interface Scored extends Ranked {
  readonly reason: OfferReason;
  readonly novel: boolean;
}

/** Best first; ties by smaller sku. */
export function byScore(a: Ranked, b: Ranked): number {
  return b.score - a.score || (a.candidate.sku < b.candidate.sku ? -1 : 1);
}

/**
 * Takes up to `count` in order: none that is `taken` or has the title of one on the slate, which a shopper would read as the same offer twice,
 * and at most `perCategory` of one narrowest category, those taken counted in.
 */
export function take<R extends Ranked>(ordered: readonly R[], count: number, perCategory: number, taken: readonly Ranked[] = []): R[] {
  const places = new Map<string, number>();
  const titles = new Set<string>();
  const fill = ({ candidate }: Ranked): void => {
    titles.add(candidate.title.toLowerCase());
    const key = categoryKey(candidate.categoryPath);
    if (key !== '') places.set(key, (places.get(key) ?? 0) + 1);
  };
  taken.forEach(fill);
  const skus = new Set(taken.map(({ candidate }) => candidate.sku));
  const chosen: R[] = [];
  for (const one of ordered) {
    if (chosen.length === count) break;
    if (skus.has(one.candidate.sku) || titles.has(one.candidate.title.toLowerCase()) || (places.get(categoryKey(one.candidate.categoryPath)) ?? 0) >= perCategory) continue;
    fill(one);
    chosen.push(one);
  }
  return chosen;
}

/** Numbers the offers of a slate. */
export function numbered(ordered: readonly Scored[]): RankedOffer[] {
  return ordered.map(({ candidate, score, reason, novel }, index) => ({
    rank: index + 1, sku: candidate.sku, promotionId: candidate.promotionId, discountPercent: candidate.discountPercent, score, reason, novel, propensity: 1,
  }));
}
