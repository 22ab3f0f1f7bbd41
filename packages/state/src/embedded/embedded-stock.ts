import type { ChainId, Sku, StoreId } from '@vitrine/contracts';
import { Stock, type StockRecord } from '../catalogue.js';
import type { StateWrite } from '../state-store.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { embeddedWrite } from './embedded-write.js';
import { keys } from './keys.js';
import { readJson } from './records.js';

export class EmbeddedStock extends Stock {
  constructor(private readonly database: EmbeddedDatabase) {
    super();
  }

  async onHand(chainId: ChainId, storeId: StoreId, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>> {
    return this.read(chainId, storeId, skus, ({ onHandMilli }) => onHandMilli);
  }

  async countedAtMs(chainId: ChainId, storeId: StoreId, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>> {
    return this.read(chainId, storeId, skus, ({ countedAtMs }) => countedAtMs);
  }

  put(stock: StockRecord): StateWrite {
    return embeddedWrite((view) => { view.putJson(keys.stock(stock.chainId, stock.storeId, stock.sku), stock); });
  }

  private read(chainId: ChainId, storeId: StoreId, skus: readonly Sku[], part: (count: StockRecord) => number): ReadonlyMap<Sku, number> {
    const found = new Map<Sku, number>();
    for (const sku of skus) {
      const record = readJson(this.database, keys.stock(chainId, storeId, sku));
      if (record !== null) found.set(sku, part(record));
    }
    return found;
  }
}
