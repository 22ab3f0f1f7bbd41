import type { Sku } from '@vitrine/contracts';
import { BasketCompanions, COMPANION_BOUNDS, type Companions, type CountedBasket } from '../basket-companions.js';
import type { VectorSpace } from '../product-vectors.js';
import type { StateWrite } from '../state-store.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { redisWrite, type Operation } from './redis-write.js';

/** A hash of companions a product, small enough for Redis's compact encoding, and one of all products' weights. */
export class RedisBasketCompanions extends BasketCompanions {
  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys) {
    super();
  }

  count(space: VectorSpace, { skus, units }: CountedBasket, sign: 1 | -1): StateWrite {
    const weights: Operation = { name: 'accompany', keys: [this.keys.companionWeights(space)], args: [sign * units, '', '', ...skus] };
    const rows = skus.length < 2 ? [] : skus.map((sku): Operation => ({
      name: 'accompany', keys: [this.keys.companions(space, sku)], args: [sign * units, COMPANION_BOUNDS.most, COMPANION_BOUNDS.kept, ...skus.filter((other) => other !== sku)],
    }));
    return redisWrite(weights, ...rows);
  }

  async weights(space: VectorSpace, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>> {
    if (skus.length === 0) return new Map();
    const held = await this.redis.run((redis) => redis.hmget(this.keys.companionWeights(space), ...skus));
    return new Map(skus.map((sku, index) => [sku, Number(held[index] ?? 0)]));
  }

  async of(space: VectorSpace, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Companions>> {
    if (skus.length === 0) return new Map();
    const [weights, rows] = await Promise.all([
      this.weights(space, skus),
      this.redis.pipeline((commands) => { for (const sku of skus) commands.hgetall(this.keys.companions(space, sku)); }) as Promise<readonly Readonly<Record<string, string>>[]>,
    ]);
    return new Map(skus.flatMap((sku, index) => {
      const shared = new Map(Object.entries(rows[index] ?? {}).map(([other, units]) => [other as Sku, Number(units)]));
      return shared.size === 0 ? [] : [[sku, { weight: weights.get(sku) ?? 0, shared }] as const];
    }));
  }
}
