import { receiptParts, type EventId } from '@vitrine/contracts';
import { DEFAULT_RETENTION } from './retention.js';

const BITS = 32;

type Days = Map<string, Map<number, number>>;

/**
 * Receipts that were met while the log is read once more: a bit for each number of a till's day, in two generations, of which the older one goes when the
 * newer one is as long as the ledger remembers a receipt.
 */
export class SeenReceipts {
  private current: Days = new Map();
  private previous: Days = new Map();
  private sinceMs = Number.NEGATIVE_INFINITY;

  /** True the first time. @param atMs how far the log has come @throws VitrineError `internal` for what is not the id of a receipt */
  admit(receipt: EventId, atMs: number): boolean {
    if (atMs - this.sinceMs >= DEFAULT_RETENTION.receiptMs) {
      this.previous = this.current;
      this.current = new Map();
      this.sinceMs = atMs;
    }
    const { day, number } = receiptParts(receipt);
    const [block, bit] = [Math.floor(number / BITS), 1 << (number % BITS)];
    if (((this.current.get(day)?.get(block) ?? 0) | (this.previous.get(day)?.get(block) ?? 0)) & bit) return false;
    const blocks = this.current.get(day) ?? new Map<number, number>();
    this.current.set(day, blocks);
    blocks.set(block, (blocks.get(block) ?? 0) | bit);
    return true;
  }
}
