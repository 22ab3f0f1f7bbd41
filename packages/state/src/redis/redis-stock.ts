import type { ChainId, Sku, StoreId } from '@vitrine/contracts';
import { Stock, type StockRecord } from '../catalogue.js';
import type { StateWrite } from '../state-store.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { redisWrite } from './redis-write.js';
import { stampedText, stampOf } from './stamped-value.js';

export class RedisStock extends Stock {
  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys) {
    super();
  }

  async onHand(chainId: ChainId, storeId: StoreId, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>> {
    return this.read(chainId, storeId, skus, (count) => Number(stampedText(count)));
  }

  async countedAtMs(chainId: ChainId, storeId: StoreId, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>> {
    return this.read(chainId, storeId, skus, stampOf);
  }

  put(stock: StockRecord): StateWrite {
    return redisWrite({ name: 'set-field', keys: [this.keys.stock(stock.chainId, stock.storeId)], args: [stock.sku, `${stock.countedAtMs} ${stock.onHandMilli}`] });
  }

  private async read(chainId: ChainId, storeId: StoreId, skus: readonly Sku[], part: (count: string) => number): Promise<ReadonlyMap<Sku, number>> {
    if (skus.length === 0) return new Map();
    const counts = await this.redis.run((redis) => redis.hmget(this.keys.stock(chainId, storeId), ...skus));
    return new Map(skus.flatMap((sku, index) => {
      const count = counts[index];
      return count == null ? [] : [[sku, part(count)] as const];
    }));
  }
}
