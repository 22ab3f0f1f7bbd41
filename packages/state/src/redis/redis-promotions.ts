import type { ChainId, StoreId } from '@vitrine/contracts';
import { Promotions, type PromotionRecord } from '../catalogue.js';
import type { Clock } from '../clock.js';
import type { StateWrite } from '../state-store.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { redisWrite } from './redis-write.js';
import { stampedText } from './stamped-value.js';

const REVISION_FIELD = '#';
const CACHED_STORES = 128;
const KEPT_AFTER_END_MS = 30 * 86_400_000;

interface CachedStore {
  readonly revision: string;
  readonly promotions: readonly PromotionRecord[];
}

/** One hash a store. Its revision grows with every change, so an unchanged store is read and parsed once. */
export class RedisPromotions extends Promotions {
  private readonly cache = new Map<string, CachedStore>();

  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys, private readonly clock: Clock) {
    super();
  }

  async validAt(chainId: ChainId, storeId: StoreId, nowMs: number): Promise<readonly PromotionRecord[]> {
    const { promotions } = await this.ofStore(this.keys.promotions(chainId, storeId));
    return promotions.filter(({ active, startsAtMs, endsAtMs }) => active && startsAtMs <= nowMs && nowMs < endsAtMs);
  }

  put(promotion: PromotionRecord): StateWrite {
    const keptMs = Math.max(promotion.endsAtMs - this.clock.nowMs(), 0) + KEPT_AFTER_END_MS;
    return redisWrite({
      name: 'revise', keys: [this.keys.promotions(promotion.chainId, promotion.storeId)],
      args: [promotion.promotionId, `${promotion.changedAtMs} ${JSON.stringify(promotion)}`, keptMs],
    });
  }

  private async ofStore(key: string): Promise<CachedStore> {
    const revision = await this.redis.run((redis) => redis.hget(key, REVISION_FIELD));
    const cached = this.cache.get(key);
    const current = cached !== undefined && cached.revision === revision ? cached : await this.read(key);
    this.cache.delete(key);
    this.cache.set(key, current);
    const [oldest] = this.cache.keys();
    if (this.cache.size > CACHED_STORES && oldest !== undefined) this.cache.delete(oldest);
    return current;
  }

  private async read(key: string): Promise<CachedStore> {
    const { [REVISION_FIELD]: revision = '', ...held } = await this.redis.run((redis) => redis.hgetall(key));
    return { revision, promotions: Object.values(held).map((value) => JSON.parse(stampedText(value)) as PromotionRecord) };
  }
}
