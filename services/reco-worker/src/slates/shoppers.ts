import { Injectable } from '@nestjs/common';
import type { ChainId, MemberId, Sku } from '@vitrine/contracts';
import { comparedProducts, usesSignal, type RelevanceModel, type Shopper } from '@vitrine/recommender';
import { Clock } from '@vitrine/runtime';
import { ImpressionCounts, type MemberRecord, type StoreRecord, type TasteRecord } from '@vitrine/state';
import { ProductFigures } from './product-figures.js';
import { StoreGoods } from './store-goods.js';

const DAY_MS = 86_400_000;

/** A recognised member with the taste they are decided by. */
export interface KnownMember {
  readonly member: MemberRecord;
  /** Null: no purchases, or no consent to keep them. */
  readonly taste: TasteRecord | null;
}

/** Gathers what the decision needs to know of a member. */
@Injectable()
export class Shoppers {
  constructor(private readonly impressions: ImpressionCounts, private readonly goods: StoreGoods, private readonly figures: ProductFigures, private readonly clock: Clock) {}

  async of({ member, taste }: KnownMember, store: StoreRecord, model: RelevanceModel): Promise<Shopper> {
    const nowMs = this.clock.nowMs();
    const known = taste ?? nothingBought(member.chainId, member.memberId);
    const compared = comparedProducts(known, nowMs);
    const [shown, vectors, companions, goods] = await Promise.all([
      this.impressions.shownSince(member.chainId, member.memberId, nowMs - DAY_MS),
      usesSignal(model, 'tasteMatch') ? this.figures.vectorsOf(store, compared) : new Map<Sku, Float32Array>(),
      usesSignal(model, 'together') ? this.figures.companionsOf(store, compared) : new Map<Sku, never>(),
      this.goods.products(store, known.products.map(({ sku }) => sku)),
    ]);
    return { taste: known, deniedCategories: member.deniedCategories, shown, vectors, goods, companions };
  }
}

function nothingBought(chainId: ChainId, memberId: MemberId): TasteRecord {
  return { chainId, memberId, version: 0, receipts: 0, updatedAtMs: 0, products: [], recent: [] };
}
