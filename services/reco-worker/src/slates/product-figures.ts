import { Injectable } from '@nestjs/common';
import type { Sku } from '@vitrine/contracts';
import { recentWeeks, type Candidate } from '@vitrine/recommender';
import { Clock } from '@vitrine/runtime';
import { BasketCompanions, ProductVectors, SalesStatistics, type Companions, type StoreRecord } from '@vitrine/state';
import { RecoWorkerConfig } from '../config.js';
import { ReadLately } from './read-lately.js';

/** What the receipts of one store tell of a product. */
export type StoreFigures = Pick<Candidate, 'soldInHour' | 'soldInStore'>;
/** What those of the chain and of the catalogue region tell. */
export type RegionFigures = Pick<Candidate, 'soldLately' | 'companionWeight' | 'vector'>;

/** Sales, companions and vectors of products. What is the same for all stores of a chain or a catalogue region is shared by them for a moment. */
@Injectable()
export class ProductFigures {
  private readonly sold: ReadLately<Sku, number>;
  private readonly weights: ReadLately<Sku, number>;
  private readonly companionRows: ReadLately<Sku, Companions>;
  private readonly elements: ReadLately<Sku, Float32Array>;

  constructor(
    private readonly statistics: SalesStatistics,
    private readonly companions: BasketCompanions,
    private readonly vectors: ProductVectors,
    { candidateCacheMs }: RecoWorkerConfig,
    private readonly clock: Clock,
  ) {
    this.sold = new ReadLately(candidateCacheMs);
    this.weights = new ReadLately(candidateCacheMs);
    this.companionRows = new ReadLately(candidateCacheMs);
    this.elements = new ReadLately(candidateCacheMs);
  }

  /** @param hour on the store's clock */
  async inStore({ chainId, storeId }: StoreRecord, hour: number, skus: readonly Sku[]): Promise<(sku: Sku) => StoreFigures> {
    const [inHour, inStore] = await Promise.all([this.statistics.inHour(chainId, storeId, hour, skus), this.statistics.inStore(chainId, storeId, skus)]);
    return (sku) => ({ soldInHour: inHour.get(sku) ?? 0, soldInStore: inStore.get(sku) ?? 0 });
  }

  /** @param withVectors whether the ranking asks for them; without, they are null */
  async inRegion(store: StoreRecord, skus: readonly Sku[], withVectors: boolean): Promise<(sku: Sku) => RegionFigures> {
    const { chainId, region } = store;
    const nowMs = this.clock.nowMs();
    const [sold, weights, vectors] = await Promise.all([
      this.sold.of([chainId], skus, nowMs, (unread) => this.soldLately(store, nowMs, unread)),
      this.weights.of([chainId, region], skus, nowMs, (unread) => this.companions.weights({ chainId, region }, unread)),
      withVectors ? this.vectorsOf(store, skus) : new Map<Sku, Float32Array>(),
    ]);
    return (sku) => ({ soldLately: sold.get(sku) ?? 0, companionWeight: weights.get(sku) ?? 0, vector: vectors.get(sku) ?? null });
  }

  async vectorsOf({ chainId, region }: StoreRecord, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Float32Array>> {
    return this.elements.of([chainId, region], skus, this.clock.nowMs(), (unread) => this.vectors.getMany({ chainId, region }, unread));
  }

  async companionsOf({ chainId, region }: StoreRecord, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Companions>> {
    return this.companionRows.of([chainId, region], skus, this.clock.nowMs(), (unread) => this.companions.of({ chainId, region }, unread));
  }

  private async soldLately({ chainId }: StoreRecord, nowMs: number, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>> {
    const weeks = await Promise.all(recentWeeks(nowMs).map(async ({ week, share }) => ({ share, sold: await this.statistics.inWeek(chainId, week, skus) })));
    return new Map(skus.map((sku) => [sku, weeks.reduce((sum, { share, sold }) => sum + share * (sold.get(sku) ?? 0), 0)]));
  }
}
