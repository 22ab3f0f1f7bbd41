import { Injectable } from '@nestjs/common';
import { CandidateSet, type Candidate } from '@vitrine/recommender';
import { Promotions, type ProductRecord, type PromotionRecord, type StoreRecord } from '@vitrine/state';
import { ProductFigures, type RegionFigures, type StoreFigures } from './product-figures.js';
import { StoreGoods } from './store-goods.js';

/** What candidates are gathered as of. */
export interface GatheringMoment {
  readonly nowMs: number;
  /** On the store's clock. */
  readonly hour: number;
  /** Whether the ranking asks for vectors. */
  readonly withVectors: boolean;
}

/** Gathers what is on promotion in a store with all that a decision needs to know of it but the stock. */
@Injectable()
export class CandidateGatherer {
  constructor(private readonly promotions: Promotions, private readonly goods: StoreGoods, private readonly figures: ProductFigures) {}

  async gather(store: StoreRecord, { nowMs, hour, withVectors }: GatheringMoment): Promise<CandidateSet> {
    const promotions = await this.promotions.validAt(store.chainId, store.storeId, nowMs);
    const skus = [...new Set(promotions.map(({ sku }) => sku))];
    const [products, inStore, inRegion] = await Promise.all([this.goods.products(store, skus), this.figures.inStore(store, hour, skus), this.figures.inRegion(store, skus, withVectors)]);
    return new CandidateSet(promotions.flatMap((promotion) => {
      const product = products.get(promotion.sku);
      return product === undefined ? [] : [candidate(promotion, product, inStore(promotion.sku), inRegion(promotion.sku))];
    }));
  }
}

/** Field by field: spreading several objects for each of hundreds of candidates shows in a profile. */
function candidate({ sku, promotionId, startsAtMs, endsAtMs, discountPercent, active }: PromotionRecord, product: ProductRecord, inStore: StoreFigures, inRegion: RegionFigures): Candidate {
  const { title, categoryPath, sensitive, marginPercent } = product;
  const { soldInHour, soldInStore } = inStore;
  const { soldLately, companionWeight, vector } = inRegion;
  return { sku, promotionId, startsAtMs, endsAtMs, discountPercent, active: active && product.active, title, categoryPath, sensitive, marginPercent, soldInHour, soldInStore, soldLately, companionWeight, vector };
}
