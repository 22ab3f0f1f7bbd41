import { Injectable } from '@nestjs/common';
import type { Sku } from '@vitrine/contracts';
import { Clock } from '@vitrine/runtime';
import { Products, Stock, type ProductRecord, type StoreRecord } from '@vitrine/state';
import { RecoWorkerConfig } from '../config.js';
import { ReadLately } from './read-lately.js';

/** Products, which all stores and shoppers of the chain share for a moment, and what a store has of them, which is always fresh. */
@Injectable()
export class StoreGoods {
  private readonly lately: ReadLately<Sku, ProductRecord>;

  constructor(private readonly records: Products, private readonly stock: Stock, config: RecoWorkerConfig, private readonly clock: Clock) {
    this.lately = new ReadLately(config.candidateCacheMs);
  }

  async products({ chainId }: StoreRecord, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, ProductRecord>> {
    return this.lately.of([chainId], skus, this.clock.nowMs(), (unread) => this.records.getMany(chainId, unread));
  }

  async onHand({ chainId, storeId }: StoreRecord, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>> {
    return this.stock.onHand(chainId, storeId, skus);
  }
}
