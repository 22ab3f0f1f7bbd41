import type { EventId } from '@vitrine/contracts';
import type { Clock } from '../clock.js';
import { ReceiptLedger } from '../receipt-ledger.js';
import type { StateWrite } from '../state-store.js';
import { LIBRARY_FUNCTIONS } from './commit-library.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { redisWrite } from './redis-write.js';

const SHA256_HEX = /^[0-9a-f]{64}$/;
/** Of a SHA-256, enough to tell contents apart: 96 bits. */
const KEPT_HEX_DIGITS = 24;

/**
 * Numbers of a till's day, many in a hash: those reserved with a part of their content's digest, those applied as bits. A hash is forgotten as a whole, so
 * long after its last receipt. What an earlier release kept of receipts is read until it is forgotten.
 */
export class RedisReceiptLedger extends ReceiptLedger {
  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys, private readonly clock: Clock, private readonly keptMs: number) {
    super();
  }

  async reserve(contents: ReadonlyMap<EventId, string>): Promise<ReadonlyMap<EventId, string>> {
    if (contents.size === 0) return new Map();
    const nowMs = this.clock.nowMs();
    const hashes = this.byHash(contents);
    const keys = hashes.flatMap(({ bucket, before }) => [bucket, before]);
    const asked = hashes.map(({ fields, earlier, kept }) => JSON.stringify([fields, earlier, kept]));
    const others = await this.redis.call(LIBRARY_FUNCTIONS.reserve, keys, [nowMs, nowMs + this.keptMs, this.keptMs, ...asked]) as readonly (number | string)[];
    const receipts = hashes.flatMap((hash) => hash.receipts);
    const holders = new Map(contents);
    for (let at = 0; at < others.length; at += 2) holders.set(receipts[Number(others[at])]!, String(others[at + 1]));
    return holders;
  }

  async applied(receipts: readonly EventId[]): Promise<ReadonlySet<EventId>> {
    if (receipts.length === 0) return new Set();
    const nowMs = this.clock.nowMs();
    const asked = receipts.map((receipt) => ({ receipt, place: this.keys.receiptApplied(receipt), before: this.keys.receiptBefore('applied', receipt) }));
    const replies = await this.redis.pipeline((commands) => {
      for (const { place, before } of asked) commands.hmget(place.bucket, 'end', place.field).hget(before.bucket, before.field);
    });
    return new Set(asked.flatMap(({ receipt, place }, index) => {
      const [end, bits] = replies[2 * index] as readonly (string | null)[];
      const marked = nowMs < Number(end ?? 0) && (Number(bits ?? 0) & place.bit) !== 0;
      const before = nowMs < Number(replies[2 * index + 1] ?? 0);
      return marked || before ? [receipt] : [];
    }));
  }

  markApplied(receipt: EventId): StateWrite {
    const { bucket, field, bit } = this.keys.receiptApplied(receipt);
    return redisWrite({ name: 'mark', keys: [bucket], args: [field, bit, this.clock.nowMs(), this.keptMs] });
  }

  private byHash(contents: ReadonlyMap<EventId, string>): readonly AskedOfHash[] {
    const hashes = new Map<string, AskedOfHash>();
    for (const [receipt, content] of contents) {
      const { block, field, before } = this.keys.receiptReserved(receipt);
      let hash = hashes.get(block);
      if (hash === undefined) {
        hash = { bucket: this.keys.reservedBlock(block), before: this.keys.receiptBefore('receipts', receipt).bucket, receipts: [], fields: [], earlier: [], kept: [] };
        hashes.set(block, hash);
      }
      hash.receipts.push(receipt);
      hash.fields.push(field);
      hash.earlier.push(before);
      hash.kept.push(shortened(content));
    }
    return [...hashes.values()];
  }
}

/** Numbers that are kept in one hash, list by list. */
interface AskedOfHash {
  readonly bucket: string;
  readonly before: string;
  readonly receipts: EventId[];
  readonly fields: string[];
  readonly earlier: string[];
  readonly kept: string[];
}

function shortened(content: string): string {
  return SHA256_HEX.test(content) ? Buffer.from(content.slice(0, KEPT_HEX_DIGITS), 'hex').toString('base64url') : content;
}
