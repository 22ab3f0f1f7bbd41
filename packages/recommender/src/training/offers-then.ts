import type { SoldReceipt } from '../retail-records.js';
import { SalesWindow } from '../sales/sales-window.js';
import type { OfferedItem, StorePromotions } from '../store-promotions.js';

const WEEK_MS = 7 * 86_400_000;
/** Receipts of the week before that must have carried a product at a discount: a single one may be a dented tin. */
const FEWEST_RECEIPTS = 2;

/** What could be bought on promotion where and when a receipt was made. */
export interface OffersAtTime {
  readonly offers: readonly OfferedItem[];
  /** Whether these are the store's promotions, and not what stands for them. */
  readonly known: boolean;
}

/** Tells the promotions that a store had. Where none is known, what the chain sold at a discount in the week before, more than once, stands for them. */
export class OffersThen {
  private readonly reduced = new SalesWindow(WEEK_MS);
  private readonly discounts = new Map<string, number>();

  constructor(private readonly promotions: StorePromotions) {}

  /** Takes a receipt in, in the order of sale. */
  see({ items, discounts, ...receipt }: SoldReceipt): void {
    const reduced = [...items.keys()].filter((index) => discounts[index]! > 0);
    this.reduced.add({ ...receipt, items: reduced.map((index) => items[index]!), discounts: [] });
    for (const index of reduced) this.discounts.set(items[index]!, discounts[index]!);
  }

  at(storeId: string, atMs: number): OffersAtTime {
    const promoted = this.promotions.at(storeId, atMs);
    if (promoted.length > 0) return { offers: promoted, known: true };
    const often = [...this.reduced.recent].filter(([, receipts]) => receipts >= FEWEST_RECEIPTS);
    return { offers: often.map(([item]) => ({ item, discountPercent: this.discounts.get(item)! })), known: false };
  }
}
