import { VitrineError, type ConsumedPartition, type LogPosition } from '@vitrine/contracts';
import { StateStore, type AppliedStep, type PartitionClaim, type StateWrite } from '../state-store.js';
import { LIBRARY_FUNCTIONS } from './commit-library.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { encodeWrites, redisWrite } from './redis-write.js';

/** Effects and positions on Redis: one call of one function, which Redis runs alone and logs as one transaction. */
export class RedisStateStore extends StateStore {
  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys, private readonly closeAll: () => Promise<void>) {
    super();
  }

  async claim(source: ConsumedPartition): Promise<PartitionClaim> {
    const [epoch, next] = await this.redis.call(LIBRARY_FUNCTIONS.claim, [this.keys.position(source)], []) as [string, string | null];
    return { epoch: Number(epoch), next: next === null ? null : Number(next) };
  }

  async watermark(source: ConsumedPartition): Promise<number | null> {
    const next = await this.redis.run((redis) => redis.hget(this.keys.position(source), 'next'));
    return next === null ? null : Number(next);
  }

  async commit(step: AppliedStep, writes: readonly StateWrite[]): Promise<'applied' | 'stale'> {
    assertMoves(step);
    const { keys, args } = encodeWrites(writes);
    const outcome = await this.redis.call(LIBRARY_FUNCTIONS.commit, [this.keys.position(step.source), ...keys], [step.epoch, step.first, step.next, ...args]);
    if (outcome === 'fenced') {
      const { group, topic, partition } = step.source;
      throw new VitrineError('fenced', `${group} on ${topic}/${partition} was claimed by another worker`, { group, topic, partition, epoch: step.epoch });
    }
    return outcome as 'applied' | 'stale';
  }

  async write(writes: readonly StateWrite[]): Promise<void> {
    const { keys, args } = encodeWrites(writes);
    if (keys.length > 0) await this.redis.call(LIBRARY_FUNCTIONS.write, keys, args);
  }

  async originNext(group: string, origin: Pick<LogPosition, 'topic' | 'partition'>): Promise<number | null> {
    const next = await this.redis.run((redis) => redis.hget(this.keys.origins(group, origin), String(origin.partition)));
    return next === null ? null : Number(next);
  }

  originApplied(group: string, origin: LogPosition): StateWrite {
    return redisWrite({ name: 'raise', keys: [this.keys.origins(group, origin)], args: [origin.partition, origin.offset + 1] });
  }

  async check(): Promise<void> {
    await this.redis.run((redis) => redis.ping());
  }

  async close(): Promise<void> {
    await this.closeAll();
  }
}

function assertMoves({ source: { group, topic, partition }, first, next }: AppliedStep): void {
  if (next <= first) throw new VitrineError('internal', 'a step must move its watermark', { group, topic, partition, first, next });
}
