import type { EventId } from '@vitrine/contracts';
import type { Clock } from '../clock.js';
import { ReceiptLedger } from '../receipt-ledger.js';
import type { StateWrite } from '../state-store.js';
import { LIBRARY_FUNCTIONS } from './commit-library.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { redisWrite } from './redis-write.js';

/** Marks of a till's day share a hash, each behind the time at which it is forgotten; the hash goes as a whole a while after its last receipt. */
export class RedisReceiptLedger extends ReceiptLedger {
  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys, private readonly clock: Clock, private readonly keptMs: number) {
    super();
  }

  async reserve(contents: ReadonlyMap<EventId, string>): Promise<ReadonlyMap<EventId, string>> {
    if (contents.size === 0) return new Map();
    const nowMs = this.clock.nowMs();
    const asked = Array.from(contents, ([receipt, sha256]) => ({ receipt, sha256, ...this.keys.receiptsReserved(receipt) }));
    const args = asked.flatMap(({ field, sha256 }) => [field, sha256]);
    const held = await this.redis.call(LIBRARY_FUNCTIONS.reserve, asked.map(({ bucket }) => bucket), [nowMs, nowMs + this.keptMs, this.keptMs, ...args]) as readonly string[];
    return new Map(asked.map(({ receipt, sha256 }, index) => [receipt, held[index] ?? sha256]));
  }

  async applied(receipts: readonly EventId[]): Promise<ReadonlySet<EventId>> {
    if (receipts.length === 0) return new Set();
    const nowMs = this.clock.nowMs();
    const forgottenAtMs = await this.redis.pipeline((commands) => {
      for (const receipt of receipts) {
        const { bucket, field } = this.keys.receiptsApplied(receipt);
        commands.hget(bucket, field);
      }
    });
    return new Set(receipts.filter((_, index) => nowMs < Number(forgottenAtMs[index] ?? Number.NEGATIVE_INFINITY)));
  }

  markApplied(receipt: EventId): StateWrite {
    const { bucket, field } = this.keys.receiptsApplied(receipt);
    return redisWrite({ name: 'fields', keys: [bucket], args: [this.keptMs, field, this.clock.nowMs() + this.keptMs] });
  }
}
