import { VitrineError, type ChainId } from '@vitrine/contracts';
import type { Clock } from '../clock.js';
import { BESIDE_KINDS, StatesBeside, type BesideKind, type StandingClaim, type StateBeside } from '../state-beside.js';
import type { StateWrite } from '../state-store.js';
import { LIBRARY_FUNCTIONS } from './commit-library.js';
import type { RedisKeys } from './keys.js';
import { RedisBasketCompanions } from './redis-basket-companions.js';
import type { RedisConnection } from './redis-connection.js';
import { RedisPromotions } from './redis-promotions.js';
import { RedisSalesStatistics } from './redis-sales-statistics.js';
import { RedisStock } from './redis-stock.js';
import { encodeWrites } from './redis-write.js';

const SCANNED_AT_ONCE = 1000;

/** Keys of a second root, which are renamed into the first. */
export class RedisStatesBeside extends StatesBeside {
  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys, private readonly clock: Clock, private readonly weeklySalesMs: number) {
    super();
  }

  async open(chainId: ChainId): Promise<StateBeside> {
    const beside = this.keys.beside();
    await unlink(this.redis, await scan(this.redis, beside.all()));
    const live = new Map<BesideKind, readonly string[]>();
    for (const kind of BESIDE_KINDS) live.set(kind, (await Promise.all(this.keys.ofKind(kind, chainId).map((prefix) => scan(this.redis, prefix)))).flat());
    return new RedisStateBeside(chainId, live, this.redis, { live: this.keys, beside }, this.clock, this.weeklySalesMs);
  }
}

class RedisStateBeside implements StateBeside {
  readonly promotions: RedisPromotions;
  readonly stock: RedisStock;
  readonly salesStatistics: RedisSalesStatistics;
  readonly basketCompanions: RedisBasketCompanions;
  private readonly made = new Set<string>();
  private readonly generation: number;

  /** @param found keys that were there when the place was opened; later ones come from events that are folded here too */
  constructor(
    private readonly chainId: ChainId, private readonly found: ReadonlyMap<BesideKind, readonly string[]>, private readonly redis: RedisConnection,
    private readonly keys: { readonly live: RedisKeys; readonly beside: RedisKeys }, clock: Clock, weeklySalesMs: number,
  ) {
    this.generation = redis.generation;
    this.promotions = new RedisPromotions(redis, keys.beside, clock);
    this.stock = new RedisStock(redis, keys.beside);
    this.salesStatistics = new RedisSalesStatistics(redis, keys.beside, clock, weeklySalesMs);
    this.basketCompanions = new RedisBasketCompanions(redis, keys.beside);
  }

  async write(writes: readonly StateWrite[]): Promise<void> {
    this.requireSameServer();
    const { keys, args } = encodeWrites(writes);
    if (keys.length === 0) return;
    for (const key of keys) this.made.add(key);
    await this.redis.call(LIBRARY_FUNCTIONS.write, keys, args);
  }

  async takePlace(kind: BesideKind, claims: readonly StandingClaim[]): Promise<'applied' | 'stale'> {
    this.requireSameServer();
    const { live, beside } = this.keys;
    const prefixes = beside.ofKind(kind, this.chainId);
    const made = [...this.made].filter((key) => prefixes.some((prefix) => key === prefix || key.startsWith(`${prefix}:`)));
    const replaced = new Set(made.map((key) => live.inPlaceOf(key, beside)));
    const left = (this.found.get(kind) ?? []).filter((key) => !replaced.has(key));
    const keys = [...claims.map(({ source }) => live.position(source)), ...made.flatMap((key) => [key, live.inPlaceOf(key, beside)]), ...left];
    const args = [claims.length, made.length, ...claims.flatMap(({ epoch, next }) => [epoch, next ?? ''])];
    return await this.redis.call(LIBRARY_FUNCTIONS.takePlace, keys, args) as 'applied' | 'stale';
  }

  async discard(): Promise<void> {
    await unlink(this.redis, [...this.made]);
  }

  /** Another server, or an older one, may have lost some of what was made here. */
  private requireSameServer(): void {
    if (this.redis.generation !== this.generation) throw new VitrineError('state_unavailable', 'the connection to Redis was lost while state was made anew; begin again');
  }
}

/** The key itself and those below it. */
async function scan(redis: RedisConnection, prefix: string): Promise<string[]> {
  const found = new Set(await redis.run((commands) => commands.exists(prefix)) === 1 ? [prefix] : []);
  let cursor = '0';
  do {
    const [next, keys] = await redis.run((commands) => commands.scan(cursor, 'MATCH', `${prefix}:*`, 'COUNT', SCANNED_AT_ONCE));
    for (const key of keys) found.add(key);
    cursor = next;
  } while (cursor !== '0');
  return [...found];
}

async function unlink(redis: RedisConnection, keys: readonly string[]): Promise<void> {
  for (let from = 0; from < keys.length; from += SCANNED_AT_ONCE) await redis.run((commands) => commands.unlink(...keys.slice(from, from + SCANNED_AT_ONCE)));
}
