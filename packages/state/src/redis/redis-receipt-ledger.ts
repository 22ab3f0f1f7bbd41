import type { EventId } from '@vitrine/contracts';
import type { Clock } from '../clock.js';
import { ReceiptLedger, type LedgerEntry } from '../receipt-ledger.js';
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

  async reserve(receipt: EventId, contentSha256: string): Promise<LedgerEntry | null> {
    const { bucket, field } = this.keys.receiptsReserved(receipt);
    const nowMs = this.clock.nowMs();
    const held = await this.redis.call(LIBRARY_FUNCTIONS.reserve, [bucket], [field, contentSha256, nowMs, nowMs + this.keptMs, this.keptMs]) as string | null;
    return held === null ? null : { contentSha256: held };
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
