import type { OfferReason, PromotionId, Sku } from '@vitrine/contracts';
import type { CandidateSet } from './candidate-set.js';

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
  /** Probability with which this place showed this offer: 1 where nothing was drawn. */
  readonly propensity: number;
}

/** A row of the candidates as the slate will carry it. */
export interface ChosenRow {
  readonly row: number;
  readonly score: number;
  readonly reason: OfferReason;
  readonly novel: boolean;
  readonly propensity: number;
}

/** Numbers the offers of a slate. */
export function numbered({ candidates }: CandidateSet, ordered: readonly ChosenRow[]): RankedOffer[] {
  return ordered.map(({ row, ...chosen }, index) => {
    const { sku, promotionId, discountPercent } = candidates[row]!;
    return { rank: index + 1, sku, promotionId, discountPercent, ...chosen };
  });
}
