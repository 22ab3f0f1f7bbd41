import type { MemberReceipt } from '../retail-records.js';

/** Receipts that carried each product, of all time and of the newest stretch: one receipt in, the outdated ones out. */
export class SalesWindow {
  readonly all = new Map<string, number>();
  readonly recent = new Map<string, number>();
  private readonly queue: Omit<MemberReceipt, 'memberId'>[] = [];
  private oldest = 0;
  private mostSold = 0;
  private order: readonly string[] | null = null;

  /** @param spanMs length of the newest stretch, back from the newest receipt */
  constructor(private readonly spanMs: number) {}

  /** Receipts of the product sold most. */
  get most(): number {
    return this.mostSold;
  }

  add(receipt: Omit<MemberReceipt, 'memberId'>): void {
    for (const item of receipt.items) {
      const count = (this.all.get(item) ?? 0) + 1;
      this.all.set(item, count);
      this.mostSold = Math.max(this.mostSold, count);
      this.recent.set(item, (this.recent.get(item) ?? 0) + 1);
    }
    this.order = null;
    this.queue.push(receipt);
    this.moveTo(receipt.atMs);
  }

  private moveTo(nowMs: number): void {
    for (; (this.queue[this.oldest]?.atMs ?? nowMs) < nowMs - this.spanMs; this.oldest++) {
      for (const item of this.queue[this.oldest]!.items) this.drop(item);
    }
    if (this.oldest > this.queue.length / 2) {
      this.queue.splice(0, this.oldest);
      this.oldest = 0;
    }
  }

  private drop(item: string): void {
    const left = this.recent.get(item)! - 1;
    if (left > 0) this.recent.set(item, left);
    else this.recent.delete(item);
  }

  /** The products of the newest stretch that most receipts carried; ties by smaller product. */
  best(count: number): readonly string[] {
    this.order ??= [...this.recent].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([item]) => item);
    return this.order.slice(0, count);
  }
}
