import type { ChainId, MemberId, Sku } from '@vitrine/contracts';
import type { Clock } from '../clock.js';
import { ImpressionCounts } from '../impressions.js';
import type { StateWrite } from '../state-store.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { redisWrite } from './redis-write.js';

/** More slates than one member can look at in a day; bounds what a stuck display could pile up. */
const KEPT_SLATES = 2_000;

interface ShownSlate {
  readonly atMs: number;
  readonly skus: readonly Sku[];
}

/** One list a member, forgotten a while after the last slate. */
export class RedisImpressionCounts extends ImpressionCounts {
  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys, private readonly clock: Clock, private readonly keptMs: number) {
    super();
  }

  async shownSince(chainId: ChainId, memberId: MemberId, sinceMs: number): Promise<ReadonlyMap<Sku, number>> {
    const slates = await this.redis.run((redis) => redis.lrange(this.keys.impressions(chainId, memberId), 0, -1));
    const counts = new Map<Sku, number>();
    const oldestMs = Math.max(sinceMs, this.clock.nowMs() - this.keptMs + 1);
    for (const { atMs, skus } of slates.map((slate) => JSON.parse(slate) as ShownSlate)) {
      if (atMs < oldestMs) continue;
      for (const sku of skus) counts.set(sku, (counts.get(sku) ?? 0) + 1);
    }
    return counts;
  }

  shown(chainId: ChainId, memberId: MemberId, skus: readonly Sku[], atMs: number): StateWrite {
    const slate: ShownSlate = { atMs, skus };
    return redisWrite({ name: 'append', keys: [this.keys.impressions(chainId, memberId)], args: [KEPT_SLATES, this.keptMs, JSON.stringify(slate)] });
  }

  forget(chainId: ChainId, memberId: MemberId): StateWrite {
    return redisWrite({ name: 'remove', keys: [this.keys.impressions(chainId, memberId)], args: [] });
  }
}
