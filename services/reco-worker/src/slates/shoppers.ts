import { Injectable } from '@nestjs/common';
import type { ChainId, MemberId } from '@vitrine/contracts';
import { comparedProducts, type Shopper } from '@vitrine/recommender';
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

  async of({ member, taste }: KnownMember, store: StoreRecord): Promise<Shopper> {
    const known = taste ?? nothingBought(member.chainId, member.memberId);
    const skus = known.products.map(({ sku }) => sku);
    const [shown, vectors, products] = await Promise.all([
      this.impressions.shownSince(member.chainId, member.memberId, this.clock.nowMs() - DAY_MS),
      this.figures.vectorsOf(store, comparedProducts(known)),
      this.goods.products(store, skus),
    ]);
    const categories = new Map(Array.from(products.values(), ({ sku, categoryPath }) => [sku, categoryPath]));
    return { taste: known, deniedCategories: member.deniedCategories, shown, vectors, categories };
  }
}

function nothingBought(chainId: ChainId, memberId: MemberId): TasteRecord {
  return { chainId, memberId, version: 0, receipts: 0, updatedAtMs: 0, products: [], recent: [] };
}
