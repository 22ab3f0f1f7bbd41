import type { PromotionId, Sku } from '@vitrine/contracts';
import type { Candidate, CompanionRow, KnownGoods, Shopper } from '../candidate.js';
import { BasketCompanions } from '../companions/basket-companions.js';
import type { SoldReceipt } from '../retail-records.js';
import { SalesWindow } from '../sales/sales-window.js';
import { WeeklySales } from '../sales/weekly-sales.js';
import type { OfferedItem } from '../store-promotions.js';
import type { Taste } from '../taste.js';
import { comparedProducts } from '../taste-profile.js';

const FOUR_WEEKS_MS = 28 * 86_400_000;
const HOUR_MS = 3_600_000;
const HOURS_A_DAY = 24;

/** What a chain's receipts teach about its products, kept up to date receipt by receipt: in memory what the platform keeps in its state. */
export class ShopKnowledge {
  /** The newest stretch, for short lists. */
  readonly sales = new SalesWindow(FOUR_WEEKS_MS);
  private readonly companions = new Map<string, BasketCompanions>();
  private readonly weekly = new WeeklySales();
  private readonly stores = new Map<string, Map<string, number>>();
  private newestMs = 0;

  /**
   * @param goods title and path, from the widest category to the narrowest, per product
   * @param regionOf catalogue region of a store: what is bought together is counted for each by itself
   */
  constructor(readonly goods: ReadonlyMap<string, KnownGoods>, private readonly regionOf: (storeId: string) => string) {}

  learn(receipt: SoldReceipt): void {
    const { items, atMs, storeId } = receipt;
    this.newestMs = Math.max(this.newestMs, atMs);
    this.sales.add(receipt);
    this.weekly.add(items, atMs);
    this.companionsIn(storeId).count(items);
    for (const key of [storeId, hourKey(storeId, atMs)]) this.countIn(key, items);
  }

  /** A promotion as the decision sees it, of a product that is in stock; sales of late are those before the newest receipt. */
  candidate({ item, discountPercent }: OfferedItem, storeId: string, atMs: number): Candidate {
    const { title = item, categoryPath = [] } = this.goods.get(item) ?? {};
    return {
      sku: item as Sku, promotionId: item as PromotionId, startsAtMs: 0, endsAtMs: Number.MAX_SAFE_INTEGER, discountPercent, marginPercent: null, active: true, title, categoryPath, sensitive: false,
      soldInHour: this.sold(hourKey(storeId, atMs), item), soldInStore: this.sold(storeId, item), soldLately: this.weekly.lately(this.newestMs, item),
      companionWeight: this.companionsIn(storeId).weightOf(item), vector: null,
    };
  }

  /** What is bought together in the region of a store. */
  companionsIn(storeId: string): BasketCompanions {
    const region = this.regionOf(storeId);
    const known = this.companions.get(region) ?? new BasketCompanions();
    this.companions.set(region, known);
    return known;
  }

  /** A member as the decision sees them in a store. */
  shopper(taste: Taste, storeId: string, nowMs: number): Shopper {
    const together = this.companionsIn(storeId);
    const companions = new Map<Sku, CompanionRow>();
    for (const sku of comparedProducts(taste, nowMs)) {
      const row = together.row(sku);
      if (row !== null) companions.set(sku, row);
    }
    return { taste, deniedCategories: [], shown: new Map(), vectors: new Map(), goods: this.goods as ReadonlyMap<Sku, KnownGoods>, companions };
  }

  private countIn(key: string, items: readonly string[]): void {
    const counts = this.stores.get(key) ?? new Map<string, number>();
    this.stores.set(key, counts);
    for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  }

  private sold(key: string, item: string): number {
    return this.stores.get(key)?.get(item) ?? 0;
  }
}

/** Files have no time zone, so their hours are UTC's. */
function hourKey(storeId: string, atMs: number): string {
  return `${storeId}/${Math.floor(atMs / HOUR_MS) % HOURS_A_DAY}`;
}
