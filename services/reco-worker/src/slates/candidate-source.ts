import { Injectable } from '@nestjs/common';
import type { Sku } from '@vitrine/contracts';
import { CandidateSet, storeTime } from '@vitrine/recommender';
import { Clock } from '@vitrine/runtime';
import { Promotions, type StoreRecord } from '@vitrine/state';
import { RecoWorkerConfig } from '../config.js';
import { ProductFigures, type FiguresMoment } from './product-figures.js';
import { StoreGoods } from './store-goods.js';

interface Cached {
  readonly moment: FiguresMoment;
  readonly set: CandidateSet;
}

/** The promotions of a store with all that a decision needs to know of them. What changes slowly is kept for a moment; stock is always fresh. */
@Injectable()
export class CandidateSource {
  private readonly cache = new Map<string, Cached>();

  constructor(
    private readonly promotions: Promotions,
    private readonly goods: StoreGoods,
    private readonly figures: ProductFigures,
    private readonly config: RecoWorkerConfig,
    private readonly clock: Clock,
  ) {}

  async of(store: StoreRecord, withVectors: boolean): Promise<{ readonly candidates: CandidateSet; readonly onHandMilli: ReadonlyMap<Sku, number> }> {
    const candidates = await this.known(store, withVectors);
    return { candidates, onHandMilli: await this.goods.onHand(store, [...candidates.rows.keys()]) };
  }

  private async known(store: StoreRecord, withVectors: boolean): Promise<CandidateSet> {
    const nowMs = this.clock.nowMs();
    const moment = { nowMs, hour: storeTime(nowMs, store.timeZone).hour, withVectors };
    const cached = this.cache.get(store.storeId);
    if (cached !== undefined && isFresh(cached.moment, moment, this.config.candidateCacheMs)) return cached.set;
    const set = await this.gather(store, moment);
    this.cache.set(store.storeId, { moment, set });
    return set;
  }

  private async gather(store: StoreRecord, moment: FiguresMoment): Promise<CandidateSet> {
    const promotions = await this.promotions.validAt(store.chainId, store.storeId, moment.nowMs);
    const skus = [...new Set(promotions.map(({ sku }) => sku))];
    const [products, figures] = await Promise.all([this.goods.products(store, skus), this.figures.of(store, moment, skus)]);
    return new CandidateSet(promotions.flatMap(({ sku, promotionId, startsAtMs, endsAtMs, discountPercent, active }) => {
      const product = products.get(sku);
      if (product === undefined) return [];
      const { title, categoryPath, sensitive, marginPercent } = product;
      return [{ sku, promotionId, startsAtMs, endsAtMs, discountPercent, active: active && product.active, title, categoryPath, sensitive, marginPercent, ...figures(sku) }];
    }));
  }
}

function isFresh(then: FiguresMoment, now: FiguresMoment, cacheMs: number): boolean {
  return then.hour === now.hour && then.withVectors === now.withVectors && now.nowMs - then.nowMs < cacheMs;
}
