import { Injectable } from '@nestjs/common';
import { storeTime, type Candidate } from '@vitrine/recommender';
import { Clock } from '@vitrine/runtime';
import { Promotions, type StoreRecord } from '@vitrine/state';
import { RecoWorkerConfig } from '../config.js';
import { ProductFigures } from './product-figures.js';
import { StoreGoods } from './store-goods.js';

interface Cached {
  readonly atMs: number;
  readonly hour: number;
  readonly candidates: readonly Candidate[];
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

  async of(store: StoreRecord): Promise<readonly Candidate[]> {
    const candidates = await this.known(store);
    const onHand = await this.goods.onHand(store, candidates.map(({ sku }) => sku));
    return candidates.map((candidate) => ({ ...candidate, onHandMilli: onHand.get(candidate.sku) ?? null }));
  }

  private async known(store: StoreRecord): Promise<readonly Candidate[]> {
    const nowMs = this.clock.nowMs();
    const { hour } = storeTime(nowMs, store.timeZone);
    const cached = this.cache.get(store.storeId);
    if (cached !== undefined && cached.hour === hour && nowMs - cached.atMs < this.config.candidateCacheMs) return cached.candidates;
    const candidates = await this.gather(store, nowMs, hour);
    this.cache.set(store.storeId, { atMs: nowMs, hour, candidates });
    return candidates;
  }

  private async gather(store: StoreRecord, nowMs: number, hour: number): Promise<readonly Candidate[]> {
    const promotions = await this.promotions.validAt(store.chainId, store.storeId, nowMs);
    const skus = [...new Set(promotions.map(({ sku }) => sku))];
    const [products, figures] = await Promise.all([this.goods.products(store, skus), this.figures.of(store, hour, skus)]);
    return promotions.flatMap(({ sku, promotionId, startsAtMs, endsAtMs, discountPercent, active }) => {
      const product = products.get(sku);
      if (product === undefined) return [];
      const { title, categoryPath, sensitive } = product;
      return [{ sku, promotionId, startsAtMs, endsAtMs, discountPercent, active: active && product.active, title, categoryPath, sensitive, onHandMilli: null, ...figures(sku) }];
    });
  }
}
