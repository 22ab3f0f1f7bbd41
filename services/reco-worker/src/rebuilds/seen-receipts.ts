import type { EventId } from '@vitrine/contracts';

/** As long as the ledger of receipts remembers one. */
const REMEMBERED_MS = 60 * 86_400_000;
const BITS = 32;

type Days = Map<string, Map<number, number>>;

/** Receipts that were met lately: a bit for each number of a till's day, forgotten like those of the live ledger once the log has gone on for long enough. */
export class SeenReceipts {
  private current: Days = new Map();
  private previous: Days = new Map();
  private sinceMs = Number.NEGATIVE_INFINITY;

  /** True the first time. @param atMs how far the log has come */
  admit(receipt: EventId, atMs: number): boolean {
    if (atMs - this.sinceMs >= REMEMBERED_MS) {
      this.previous = this.current;
      this.current = new Map();
      this.sinceMs = atMs;
    }
    const at = receipt.lastIndexOf(':');
    const [day, number] = [receipt.slice(0, at), Number(receipt.slice(at + 1))];
    const [block, bit] = [Math.floor(number / BITS), 1 << (number % BITS)];
    if (((this.current.get(day)?.get(block) ?? 0) | (this.previous.get(day)?.get(block) ?? 0)) & bit) return false;
    const blocks = this.current.get(day) ?? new Map<number, number>();
    this.current.set(day, blocks);
    blocks.set(block, (blocks.get(block) ?? 0) | bit);
    return true;
  }
}
