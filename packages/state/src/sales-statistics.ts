import type { ChainId, Sku, StoreId } from '@vitrine/contracts';
import type { StateWrite } from './state-store.js';

export interface SoldCount {
  readonly sku: Sku;
  /** Receipts that carried it. */
  readonly receipts: number;
}

/** How often products were sold in a store: by hour of the day in the store's time zone, and over all. */
export abstract class SalesStatistics {
  /** Write that counts one receipt with these distinct products; `sign` -1 takes one back. */
  abstract count(chainId: ChainId, storeId: StoreId, hour: number, skus: readonly Sku[], sign: 1 | -1): StateWrite;
  /** Counts of these products over all hours; a product never sold has 0. */
  abstract inStore(chainId: ChainId, storeId: StoreId, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>>;
  /** Counts of these products within one hour of the day. */
  abstract inHour(chainId: ChainId, storeId: StoreId, hour: number, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>>;
  /** Counts of these products in the whole chain. */
  abstract inChain(chainId: ChainId, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>>;
}
