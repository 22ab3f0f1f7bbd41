import type { ChainId, Sku, StoreId } from '@vitrine/contracts';
import type { Clock } from '../clock.js';
import { SalesStatistics } from '../sales-statistics.js';
import { weekForgottenAtMs } from '../sales-weeks.js';
import type { StateWrite } from '../state-store.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { redisWrite } from './redis-write.js';

export class RedisSalesStatistics extends SalesStatistics {
  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys, private readonly clock: Clock, private readonly keptMs: number) {
    super();
  }

  count(chainId: ChainId, storeId: StoreId, hour: number, skus: readonly Sku[], sign: 1 | -1): StateWrite {
    const { keys } = this;
    return redisWrite(...[keys.soldInHour(chainId, storeId, hour), keys.soldInStore(chainId, storeId)].map((key) => ({ name: 'add', keys: [key], args: ['', sign, ...skus] }) as const));
  }

  countInWeek(chainId: ChainId, week: number, skus: readonly Sku[], sign: 1 | -1): StateWrite {
    const leftMs = weekForgottenAtMs(week, this.keptMs) - this.clock.nowMs();
    return leftMs <= 0 ? redisWrite() : redisWrite({ name: 'add', keys: [this.keys.soldInWeek(chainId, week)], args: [leftMs, sign, ...skus] });
  }

  async inStore(chainId: ChainId, storeId: StoreId, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>> {
    return this.counts(this.keys.soldInStore(chainId, storeId), skus);
  }

  async inHour(chainId: ChainId, storeId: StoreId, hour: number, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>> {
    return this.counts(this.keys.soldInHour(chainId, storeId, hour), skus);
  }

  async inWeek(chainId: ChainId, week: number, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>> {
    return this.counts(this.keys.soldInWeek(chainId, week), skus);
  }

  private async counts(key: string, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>> {
    if (skus.length === 0) return new Map();
    const counts = await this.redis.run((redis) => redis.hmget(key, ...skus));
    return new Map(skus.map((sku, index) => [sku, Math.max(0, Number(counts[index] ?? 0))]));
  }
}
