import type { EventId } from '@vitrine/contracts';
import { ReceiptLedger, type LedgerEntry } from '../receipt-ledger.js';
import type { StateWrite } from '../state-store.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { redisWrite } from './redis-write.js';

/** Marks of a till's day share a hash, which is forgotten as a whole a while after its last receipt. */
export class RedisReceiptLedger extends ReceiptLedger {
  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys, private readonly keptMs: number) {
    super();
  }

  async reserve(receipt: EventId, contentSha256: string): Promise<LedgerEntry | null> {
    const { bucket, field } = this.keys.receiptsReserved(receipt);
    const [reserved, held] = await this.redis.transaction((commands) => {
      commands.hsetnx(bucket, field, contentSha256).hget(bucket, field).pexpire(bucket, this.keptMs);
    });
    return reserved === 1 ? null : { contentSha256: String(held) };
  }

  async applied(receipts: readonly EventId[]): Promise<ReadonlySet<EventId>> {
    if (receipts.length === 0) return new Set();
    const marks = await this.redis.pipeline((commands) => {
      for (const receipt of receipts) {
        const { bucket, field } = this.keys.receiptsApplied(receipt);
        commands.hexists(bucket, field);
      }
    });
    return new Set(receipts.filter((_, index) => marks[index] === 1));
  }

  markApplied(receipt: EventId): StateWrite {
    const { bucket, field } = this.keys.receiptsApplied(receipt);
    return redisWrite({ name: 'fields', keys: [bucket], args: [this.keptMs, field, ''] });
  }
}
