import { Injectable } from '@nestjs/common';
import type { Sku } from '@vitrine/contracts';
import { Products, Stock, type StoreRecord } from '@vitrine/state';

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
