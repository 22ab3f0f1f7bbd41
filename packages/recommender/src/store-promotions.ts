import type { StorePromotion } from './retail-records.js';

/** A product on promotion. */
export interface OfferedItem {
  readonly item: string;
  /** Off the shelf price, 0 to 100. */
  readonly discountPercent: number;
}

/** Promotions by store. */
export class StorePromotions {
  private readonly promotions = new Map<string, StorePromotion[]>();

  constructor(promotions: Iterable<StorePromotion>) {
    for (const promotion of promotions) {
      const ofStore = this.promotions.get(promotion.storeId);
      if (ofStore === undefined) this.promotions.set(promotion.storeId, [promotion]);
      else ofStore.push(promotion);
    }
  }

  /** What the store promotes at that moment: each product once, at its deepest discount; empty when nothing is known of it. */
  at(storeId: string, atMs: number): OfferedItem[] {
    const deepest = new Map<string, number>();
    for (const { item, startsAtMs, endsAtMs, discountPercent } of this.promotions.get(storeId) ?? []) {
      if (startsAtMs <= atMs && atMs < endsAtMs) deepest.set(item, Math.max(deepest.get(item) ?? 0, discountPercent));
    }
    return Array.from(deepest, ([item, discountPercent]) => ({ item, discountPercent }));
  }
}
