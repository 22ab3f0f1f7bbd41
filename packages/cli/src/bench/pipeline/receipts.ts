import { BENCH_PRODUCTS, BENCH_STORE, memberOf, skuOf } from './shop.js';

const LINES = 2;

/** Receipts of two lines, as JSON of the till interface; about 200 bytes each in the log. Every one has a number of its own. */
export class Receipts {
  private next = 0;
  private readonly day = new Date().toISOString().slice(0, 10);

  /** @param till numbers its receipts from 0 */
  constructor(private readonly till: string, private readonly members: number) {}

  /** @param member number of the buyer; default: in turn */
  one(member = this.next % Math.max(1, this.members)): object {
    const number = this.next++;
    const lines = Array.from({ length: LINES }, (_, line) => ({ sku: skuOf((number * (7 + line) + line) % BENCH_PRODUCTS), quantityMilli: 1000, unitPriceMinor: 199 + line, discountMinor: line }));
    return {
      storeId: BENCH_STORE, tillId: this.till, businessDay: this.day, sequenceNumber: number, occurredAt: new Date().toISOString(), kind: 'SALE', currency: 'EUR',
      ...(this.members === 0 ? {} : { memberId: memberOf(member) }), lines, totalMinor: lines.reduce((sum, { unitPriceMinor, discountMinor }) => sum + unitPriceMinor - discountMinor, 0),
    };
  }

  /** Body of a batch. */
  batch(size: number): string {
    return JSON.stringify({ transactions: Array.from({ length: size }, () => this.one()) });
  }
}
