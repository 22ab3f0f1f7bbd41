import { Cooccurrence } from '../cooccurrence/cooccurrence.js';
import type { MemberReceipt } from './retail-records.js';
import { SalesWindow } from './sales-window.js';

const FOUR_WEEKS_MS = 28 * 86_400_000;
const WEEK_MS = 7 * 86_400_000;

/** What a chain's receipts teach about its products, kept up to date receipt by receipt. */
export class ShopKnowledge {
  readonly sales = new SalesWindow(FOUR_WEEKS_MS);
  readonly pairs = new Cooccurrence();
  private readonly reduced = new SalesWindow(WEEK_MS);
  private readonly discounts = new Map<string, number>();
  private readonly stores = new Map<string, Map<string, number>>();

  /** @param categories path per product, from the widest category to the narrowest */
  constructor(readonly categories: ReadonlyMap<string, readonly string[]>) {}

  learn(receipt: MemberReceipt): void {
    this.sales.add(receipt);
    this.pairs.learn(receipt);
    const items = receipt.items.filter((_, index) => receipt.discounts[index]! > 0);
    this.reduced.add({ ...receipt, items });
    const store = this.stores.get(receipt.storeId) ?? new Map<string, number>();
    this.stores.set(receipt.storeId, store);
    for (const [index, item] of receipt.items.entries()) {
      store.set(item, (store.get(item) ?? 0) + 1);
      if (receipt.discounts[index]! > 0) this.discounts.set(item, receipt.discounts[index]!);
    }
  }

  /** Receipts of the last four weeks with it. */
  soldLately(item: string): number {
    return this.sales.recent.get(item) ?? 0;
  }

  /** Receipts of this store with it. */
  soldInStore(storeId: string, item: string): number {
    return this.stores.get(storeId)?.get(item) ?? 0;
  }

  /** Products that were sold at a discount within the last week. */
  onOfferLately(): string[] {
    return [...this.reduced.recent].filter(([, receipts]) => receipts > 0).map(([item]) => item);
  }

  /** Percent off when it was last sold at a discount; 0 when it never was. */
  lastDiscount(item: string): number {
    return this.discounts.get(item) ?? 0;
  }

  /** Weighted sum of the product's co-occurrence cosines with others. */
  together(item: string, weights: ReadonlyMap<string, number>): number {
    let sum = 0;
    for (const [other, weight] of weights) sum += weight * this.pairs.similarity(item, other);
    return sum;
  }
}
