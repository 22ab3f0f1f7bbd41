import { Injectable } from '@nestjs/common';
import type { Sku } from '@vitrine/contracts';
import { storeTime, type Candidate } from '@vitrine/recommender';
import { Clock } from '@vitrine/runtime';
import { Products, Promotions, Stock, type StoreRecord } from '@vitrine/state';
import { RecoWorkerConfig } from '../config.js';
import { ProductFigures } from './product-figures.js';

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
    private readonly catalogue: StoreGoods,
    private readonly figures: ProductFigures,
    private readonly config: RecoWorkerConfig,
    private readonly clock: Clock,
  ) {}

  async of(store: StoreRecord): Promise<readonly Candidate[]> {
    const candidates = await this.known(store);
    const onHand = await this.catalogue.onHand(store, candidates.map(({ sku }) => sku));
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
    const [products, figures] = await Promise.all([this.catalogue.products(store, skus), this.figures.of(store, hour, skus)]);
    return promotions.flatMap(({ sku, promotionId, startsAtMs, endsAtMs, discountPercent, active }) => {
      const product = products.get(sku);
      if (product === undefined) return [];
      const { categoryPath, sensitive } = product;
      return [{ sku, promotionId, startsAtMs, endsAtMs, discountPercent, active: active && product.active, categoryPath, sensitive, onHandMilli: null, ...figures(sku) }];
    });
  }
}

/** Products and what a store has of them. */
@Injectable()
export class StoreGoods {
  constructor(private readonly records: Products, private readonly stock: Stock) {}

  async products({ chainId }: StoreRecord, skus: readonly Sku[]): ReturnType<Products['getMany']> {
    return this.records.getMany(chainId, skus);
  }

  async onHand({ chainId, storeId }: StoreRecord, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>> {
    return this.stock.onHand(chainId, storeId, skus);
  }
}
