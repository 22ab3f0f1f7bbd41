import { Injectable } from '@nestjs/common';
import type { Sku } from '@vitrine/contracts';
import type { Candidate } from '@vitrine/recommender';
import { ProductVectors, SalesStatistics, type StoreRecord } from '@vitrine/state';

type Figures = Pick<Candidate, 'soldInHour' | 'soldInStore' | 'soldInChain' | 'vector'>;

/** Sales and vectors of products. */
@Injectable()
export class ProductFigures {
  constructor(private readonly statistics: SalesStatistics, private readonly vectors: ProductVectors) {}

  async of({ chainId, storeId, region }: StoreRecord, hour: number, skus: readonly Sku[]): Promise<(sku: Sku) => Figures> {
    const [inHour, inStore, inChain, vectors] = await Promise.all([
      this.statistics.inHour(chainId, storeId, hour, skus),
      this.statistics.inStore(chainId, storeId, skus),
      this.statistics.inChain(chainId, skus),
      this.vectors.getMany({ chainId, region }, skus),
    ]);
    return (sku) => ({ soldInHour: inHour.get(sku) ?? 0, soldInStore: inStore.get(sku) ?? 0, soldInChain: inChain.get(sku) ?? 0, vector: vectors.get(sku) ?? null });
  }

  async vectorsOf({ chainId, region }: StoreRecord, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Float32Array>> {
    return this.vectors.getMany({ chainId, region }, skus);
  }
}
