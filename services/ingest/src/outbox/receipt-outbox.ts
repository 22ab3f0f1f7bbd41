import { VitrineError } from '@vitrine/contracts';
import { open, type Database, type RootDatabase } from 'lmdb';

/** A receipt as a till sent it, in its place. */
export interface KeptReceipt {
  readonly number: number;
  readonly receipt: unknown;
}

/** A receipt that was refused after it had been kept, and why. */
export interface RefusedReceipt extends KeptReceipt {
  readonly code: string;
  readonly detail: string;
}

const USED = 'bytes';
const MAP_BYTES = 4 * 2 ** 30;

/**
 * Receipts that wait for log or state to come back, on this machine's disk, in the order in which they came. Kept means flushed: it survives the
 * process and the machine. It is bounded; what does not fit is refused whole.
 */
export class ReceiptOutbox {
  private readonly waiting: Database<string, number>;
  private readonly refused: Database<RefusedReceipt, number>;
  private readonly figures: Database<number, string>;

  private constructor(private readonly root: RootDatabase, private readonly limitBytes: number) {
    this.waiting = root.openDB({ name: 'waiting', encoding: 'string' });
    this.refused = root.openDB({ name: 'refused', encoding: 'json' });
    this.figures = root.openDB({ name: 'figures', encoding: 'json' });
  }

  /** @param limitBytes most text of waiting receipts */
  static open(path: string, limitBytes: number): ReceiptOutbox {
    return new ReceiptOutbox(open({ path, maxDbs: 4, mapSize: MAP_BYTES }), limitBytes);
  }

  get length(): number {
    return this.waiting.getCount();
  }

  /** Bytes of the receipts that wait. */
  get bytes(): number {
    return this.figures.get(USED) ?? 0;
  }

  /** Keeps all of them or none. @throws VitrineError `overloaded` when they do not fit, or the disk takes no more */
  async keep(receipts: readonly unknown[]): Promise<void> {
    const texts = receipts.map((receipt) => JSON.stringify(receipt));
    const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    const fits = await this.write(() => {
      if (this.bytes + bytes > this.limitBytes) return false;
      let next = this.next();
      for (const text of texts) void this.waiting.put(next++, text);
      void this.figures.put(USED, this.bytes + bytes);
      return true;
    });
    if (!fits) throw new VitrineError('overloaded', 'the outbox for receipts is full', { limitBytes: this.limitBytes });
  }

  /** The first that wait. */
  first(count: number): KeptReceipt[] {
    return Array.from(this.waiting.getRange({ limit: count }), ({ key, value }) => ({ number: key, receipt: JSON.parse(value) as unknown }));
  }

  /** These have been dealt with; those that were refused are put aside with their reason. */
  async settle(numbers: readonly number[], refused: readonly RefusedReceipt[]): Promise<void> {
    await this.write(() => {
      for (const number of numbers) {
        const bytes = Buffer.byteLength(this.waiting.get(number) ?? '');
        void this.waiting.remove(number);
        void this.figures.put(USED, Math.max(0, this.bytes - bytes));
      }
      for (const receipt of refused) void this.refused.put(receipt.number, receipt);
      return true;
    });
  }

  /** Receipts that were refused after they had been kept, oldest first. */
  refusals(most: number): RefusedReceipt[] {
    return Array.from(this.refused.getRange({ limit: most }), ({ value }) => value);
  }

  async close(): Promise<void> {
    await this.root.flushed;
    await this.root.close();
  }

  private next(): number {
    const [last] = [...this.waiting.getKeys({ reverse: true, limit: 1 }), ...this.refused.getKeys({ reverse: true, limit: 1 })].toSorted((a, b) => b - a);
    return (last ?? -1) + 1;
  }

  private async write<T>(work: () => T): Promise<T> {
    try {
      const result = this.root.transactionSync(work);
      await this.root.flushed;
      return result;
    } catch (error) {
      throw new VitrineError('overloaded', 'the outbox for receipts cannot be written', {}, error);
    }
  }
}
