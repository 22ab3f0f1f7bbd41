import type { BasketSold, CatalogueRegion, PurchaseRecorded, Sku } from '@vitrine/contracts';
import type { ReceivedEvent } from '@vitrine/messaging';
import { applyReceipt, storeTime, type Taste } from '@vitrine/recommender';
import type { StoreRecord } from '@vitrine/state';
import type { Surroundings } from './purchase-surroundings.js';

/** Sales to be counted for one receipt. */
export interface SalesChange {
  readonly purchase: PurchaseRecorded;
  /** Catalogue region of its store. */
  readonly region: CatalogueRegion;
  readonly hour: number;
  readonly skus: readonly Sku[];
  readonly sign: 1 | -1;
}

/** What a batch of receipts changes. */
export interface PurchaseEffects {
  readonly receipts: readonly PurchaseRecorded[];
  readonly sales: readonly SalesChange[];
  readonly tastes: readonly Taste[];
  readonly baskets: readonly BasketSold[];
}

/**
 * Applies receipts in order, each once. Sensitive products, and those nothing is known of, are neither counted nor learnt.
 * Only a sale becomes a basket for the learner, which cannot unlearn.
 */
export function applyPurchases(received: readonly ReceivedEvent<PurchaseRecorded>[], { applied, products, stores, tastes }: Surroundings): PurchaseEffects {
  const seen = new Set(applied);
  const folded = new Map<string, Taste | null>(tastes);
  const changed = new Map<string, Taste>();
  const effects = { receipts: [] as PurchaseRecorded[], sales: [] as SalesChange[], baskets: [] as BasketSold[] };
  for (const { event, position } of received) {
    if (seen.has(event.eventId)) continue;
    seen.add(event.eventId);
    effects.receipts.push(event);
    const lines = event.lines.filter(({ sku }) => products.get(sku)?.sensitive === false);
    const skus = [...new Set(lines.map(({ sku }) => sku))];
    if (skus.length === 0 || event.kind === 'OTHER') continue;
    const { memberId } = event;
    if (memberId !== null && folded.has(memberId)) {
      const taste = applyReceipt(folded.get(memberId) ?? null, { ...event, memberId, lines });
      folded.set(memberId, taste);
      changed.set(memberId, taste);
    }
    const store = stores.get(event.storeId);
    if (store === undefined) continue;
    effects.sales.push({ purchase: event, region: store.region, hour: storeTime(event.occurredAtMs, event.timeZone).hour, skus, sign: event.kind === 'SALE' ? 1 : -1 });
    if (event.kind === 'SALE') effects.baskets.push(basketOf(event, store, position, skus));
  }
  return { ...effects, tastes: [...changed.values()] };
}

function basketOf({ eventId, chainId, storeId, occurredAtMs }: PurchaseRecorded, { region }: StoreRecord, origin: BasketSold['origin'], skus: readonly Sku[]): BasketSold {
  return { eventId, origin, chainId, region, storeId, occurredAtMs, skus };
}
