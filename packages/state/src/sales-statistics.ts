import type { ChainId, Sku, StoreId } from '@vitrine/contracts';
import type { StateWrite } from './state-store.js';

/**
 * How often products were sold: in a store by hour of the day in its time zone and over all hours, in the chain by week. Never below 0: what is taken
 * back before it was sold, as returns of things bought elsewhere are, is owed, and the next sales pay it off.
 */
export abstract class SalesStatistics {
  /** Write that counts one receipt of a store with these distinct products; `sign` -1 takes one back. */
  abstract count(chainId: ChainId, storeId: StoreId, hour: number, skus: readonly Sku[], sign: 1 | -1): StateWrite;
  /**
   * Write that counts one receipt of the chain. Weeks are those of seven days since 1970, UTC; a week that ended longer ago than
   * the state keeps them counts nothing.
   */
  abstract countInWeek(chainId: ChainId, week: number, skus: readonly Sku[], sign: 1 | -1): StateWrite;
  /** Counts of these products over all hours; a product never sold has 0. */
  abstract inStore(chainId: ChainId, storeId: StoreId, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>>;
  /** Counts of these products within one hour of the day. */
  abstract inHour(chainId: ChainId, storeId: StoreId, hour: number, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>>;
  /** Counts of these products in the whole chain within one week. */
  abstract inWeek(chainId: ChainId, week: number, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>>;
}
