import { Injectable } from '@nestjs/common';
import type { Sku } from '@vitrine/contracts';
import { recentWeeks, type Candidate } from '@vitrine/recommender';
import { BasketCompanions, ProductVectors, SalesStatistics, type StoreRecord } from '@vitrine/state';

type Figures = Pick<Candidate, 'soldInHour' | 'soldInStore' | 'soldLately' | 'companionWeight' | 'vector'>;

/** The moment that figures are of. */
export interface FiguresMoment {
  readonly nowMs: number;
  /** On the store's clock. */
  readonly hour: number;
  /** Whether the ranking asks for vectors. */
  readonly withVectors: boolean;
}

/** Sales, companions and vectors of products. */
@Injectable()
export class ProductFigures {
  constructor(private readonly statistics: SalesStatistics, private readonly companions: BasketCompanions, private readonly vectors: ProductVectors) {}

  async of(store: StoreRecord, { nowMs, hour, withVectors }: FiguresMoment, skus: readonly Sku[]): Promise<(sku: Sku) => Figures> {
    const { chainId, storeId, region } = store;
    const [inHour, inStore, lately, weights, vectors] = await Promise.all([
      this.statistics.inHour(chainId, storeId, hour, skus),
      this.statistics.inStore(chainId, storeId, skus),
      this.lately(store, nowMs, skus),
      this.companions.weights({ chainId, region }, skus),
      withVectors ? this.vectorsOf(store, skus) : new Map<Sku, Float32Array>(),
    ]);
    return (sku) => ({
      soldInHour: inHour.get(sku) ?? 0, soldInStore: inStore.get(sku) ?? 0, soldLately: lately(sku), companionWeight: weights.get(sku) ?? 0, vector: vectors.get(sku) ?? null,
    });
  }

  async vectorsOf({ chainId, region }: StoreRecord, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Float32Array>> {
    return this.vectors.getMany({ chainId, region }, skus);
  }

  async companionsOf({ chainId, region }: StoreRecord, skus: readonly Sku[]): ReturnType<BasketCompanions['of']> {
    return this.companions.of({ chainId, region }, skus);
  }

  private async lately({ chainId }: StoreRecord, nowMs: number, skus: readonly Sku[]): Promise<(sku: Sku) => number> {
    const weeks = await Promise.all(recentWeeks(nowMs).map(async ({ week, share }) => ({ share, sold: await this.statistics.inWeek(chainId, week, skus) })));
    return (sku) => weeks.reduce((sum, { share, sold }) => sum + share * (sold.get(sku) ?? 0), 0);
  }
}
