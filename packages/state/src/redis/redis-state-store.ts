import { partitionKey, VitrineError, type ConsumedPartition, type LogPosition } from '@vitrine/contracts';
import { StateStore, type AppliedStep, type PartitionClaim, type StateWrite } from '../state-store.js';
import { LIBRARY_FUNCTIONS } from './commit-library.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { encodeWrites, redisWrite } from './redis-write.js';

/** Effects and positions on Redis: one call of one function, which Redis runs alone and logs as one transaction. */
export class RedisStateStore extends StateStore {
  /** Connection on which each partition was claimed. */
  private readonly claimedOn = new Map<string, { readonly epoch: number; readonly generation: number }>();

  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys, private readonly closeAll: () => Promise<void>) {
    super();
  }

  async claim(source: ConsumedPartition): Promise<PartitionClaim> {
    const { generation } = this.redis;
    const [epoch, next] = await this.redis.call(LIBRARY_FUNCTIONS.claim, [this.keys.position(source)], []) as [string, string | null];
    this.claimedOn.set(claimKey(source), { epoch: Number(epoch), generation });
    return { epoch: Number(epoch), next: next === null ? null : Number(next) };
  }

  onReset(listener: () => void): () => void {
    return this.redis.onReconnect(listener);
  }

  async watermark(source: ConsumedPartition): Promise<number | null> {
    const next = await this.redis.run((redis) => redis.hget(this.keys.position(source), 'next'));
    return next === null ? null : Number(next);
  }

  async commit(step: AppliedStep, writes: readonly StateWrite[]): Promise<'applied' | 'stale'> {
    assertForward(step);
    this.requireSameServer(step);
    const { keys, args } = encodeWrites(writes);
    const outcome = await this.redis.call(LIBRARY_FUNCTIONS.commit, [this.keys.position(step.source), ...keys], [step.epoch, step.first, step.next, ...args]);
    if (outcome === 'fenced') {
      const { group, topic, partition } = step.source;
      throw new VitrineError('fenced', `${group} on ${topic}/${partition} was claimed by another worker`, { group, topic, partition, epoch: step.epoch });
    }
    return outcome as 'applied' | 'stale';
  }

  /** An older snapshot of Redis holds older watermarks under the same epoch; behind a new connection nobody knows which it is. */
  private requireSameServer({ source, epoch }: AppliedStep): void {
    const claim = this.claimedOn.get(claimKey(source));
    if (claim === undefined || claim.epoch !== epoch || claim.generation === this.redis.generation) return;
    const { group, topic, partition } = source;
    throw new VitrineError('fenced', `${group} claimed ${topic}/${partition} on a connection that is gone`, { group, topic, partition, epoch });
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

function claimKey(source: ConsumedPartition): string {
  return `${source.group} ${partitionKey(source)}`;
}

function assertForward({ source: { group, topic, partition }, first, next }: AppliedStep): void {
  if (next < first) throw new VitrineError('internal', 'a step must not move its watermark back', { group, topic, partition, first, next });
}
