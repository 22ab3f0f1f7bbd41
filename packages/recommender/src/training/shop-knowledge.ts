import type { PromotionId, Sku } from '@vitrine/contracts';
import type { Candidate, CompanionRow, KnownGoods, Shopper } from '../candidate.js';
import { CandidateSet } from '../candidate-set.js';
import { BasketCompanions } from '../companions/basket-companions.js';
import type { SoldReceipt } from '../retail-records.js';
import { SalesWindow } from '../sales/sales-window.js';
import { WeeklySales } from '../sales/weekly-sales.js';
import type { OfferedItem } from '../store-promotions.js';
import type { Taste } from '../taste.js';
import { comparedProducts } from '../taste-profile.js';

/** Product vectors of a catalogue region that learn one basket after the other: what the live learner does, in memory. */
export interface VectorFold {
  learn(basket: { readonly eventId: string; readonly items: readonly string[] }): void;
  /** Vectors as they stand, of unit length; products that have none are missing. */
  unitVectors(items: readonly string[]): ReadonlyMap<string, Float32Array>;
}

/** What is known of a shop. */
export interface ShopKnowledgeOptions {
  /** Title and path, from the widest category to the narrowest, per product. */
  readonly goods: ReadonlyMap<string, KnownGoods>;
  /** Catalogue region of a store: what is bought together is learnt for each by itself. Default: there is one. */
  readonly regionOf?: (storeId: string) => string;
  /** Makes the vectors of a region; default: there are none. */
  readonly vectors?: () => VectorFold;
}

const FOUR_WEEKS_MS = 28 * 86_400_000;
const HOUR_MS = 3_600_000;
const HOURS_A_DAY = 24;

/** What a chain's receipts teach about its products, kept up to date receipt by receipt: in memory what the platform keeps in its state. */
export class ShopKnowledge {
  /** The newest stretch, for short lists. */
  readonly sales = new SalesWindow(FOUR_WEEKS_MS);
  private readonly companions = new Map<string, BasketCompanions>();
  private readonly folds = new Map<string, VectorFold>();
  private readonly weekly = new WeeklySales();
  private readonly stores = new Map<string, Map<string, number>>();
  private newestMs = 0;

  constructor(private readonly options: ShopKnowledgeOptions) {}

  learn(receipt: SoldReceipt): void {
    const { id, items, atMs, storeId } = receipt;
    this.newestMs = Math.max(this.newestMs, atMs);
    this.sales.add(receipt);
    this.weekly.add(items, atMs);
    this.companionsIn(storeId).count(items);
    this.vectorsIn(storeId)?.learn({ eventId: id, items });
    for (const key of [storeId, hourKey(storeId, atMs)]) this.countIn(key, items);
  }

  /** Offers and a member as the decision sees them in a store: everything is in stock, and sales of late are those before the newest receipt. */
  asked(offers: readonly OfferedItem[], taste: Taste, storeId: string, nowMs: number): { readonly set: CandidateSet; readonly shopper: Shopper } {
    const compared = comparedProducts(taste, nowMs);
    const vectors = this.vectorsIn(storeId)?.unitVectors([...new Set([...offers.map(({ item }) => item), ...compared])]) ?? new Map<string, Float32Array>();
    const set = new CandidateSet(offers.map((offer) => this.candidate(offer, storeId, nowMs, vectors.get(offer.item) ?? null)));
    return { set, shopper: this.shopper(taste, storeId, compared, vectors as ReadonlyMap<Sku, Float32Array>) };
  }

  /** What is bought together in the region of a store. */
  companionsIn(storeId: string): BasketCompanions {
    const region = this.regionOf(storeId);
    const known = this.companions.get(region) ?? new BasketCompanions();
    this.companions.set(region, known);
    return known;
  }

  private candidate({ item, discountPercent }: OfferedItem, storeId: string, atMs: number, vector: Float32Array | null): Candidate {
    const { title = item, categoryPath = [] } = this.options.goods.get(item) ?? {};
    return {
      sku: item as Sku, promotionId: item as PromotionId, startsAtMs: 0, endsAtMs: Number.MAX_SAFE_INTEGER, discountPercent, marginPercent: null, active: true, title, categoryPath, sensitive: false,
      soldInHour: this.sold(hourKey(storeId, atMs), item), soldInStore: this.sold(storeId, item), soldLately: this.weekly.lately(this.newestMs, item),
      companionWeight: this.companionsIn(storeId).weightOf(item), vector,
    };
  }

  private shopper(taste: Taste, storeId: string, compared: readonly Sku[], vectors: ReadonlyMap<Sku, Float32Array>): Shopper {
    const together = this.companionsIn(storeId);
    const companions = new Map<Sku, CompanionRow>();
    for (const sku of compared) {
      const row = together.row(sku);
      if (row !== null) companions.set(sku, row);
    }
    return { taste, deniedCategories: [], shown: new Map(), vectors, goods: this.options.goods as ReadonlyMap<Sku, KnownGoods>, companions };
  }

  private vectorsIn(storeId: string): VectorFold | null {
    const { vectors } = this.options;
    if (vectors === undefined) return null;
    const region = this.regionOf(storeId);
    const known = this.folds.get(region) ?? vectors();
    this.folds.set(region, known);
    return known;
  }

  private regionOf(storeId: string): string {
    return this.options.regionOf?.(storeId) ?? '';
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
