import type { BasketSold, CatalogueRegion, MemberId, PurchaseRecorded, Sku } from '@vitrine/contracts';
import { receivedAtMs, type ReceivedEvent } from '@vitrine/messaging';
import { applyReceipt, storeTime, type Taste } from '@vitrine/recommender';
import type { StoreRecord } from '@vitrine/state';
import type { ConsentingMember } from './consenting-members.js';
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
export function applyPurchases(received: readonly ReceivedEvent<PurchaseRecorded>[], { applied, products, stores, consenting }: Surroundings): PurchaseEffects {
  const seen = new Set(applied);
  const tastes = new Map<MemberId, Taste>();
  const effects = { receipts: [] as PurchaseRecorded[], sales: [] as SalesChange[], baskets: [] as BasketSold[] };
  for (const record of received) {
    const { event, position } = record;
    if (seen.has(event.eventId)) continue;
    seen.add(event.eventId);
    effects.receipts.push(event);
    const lines = event.lines.filter(({ sku }) => products.get(sku)?.sensitive === false);
    const skus = [...new Set(lines.map(({ sku }) => sku))];
    if (skus.length === 0 || event.kind === 'OTHER') continue;
    const { memberId } = event;
    const member = memberId === null ? undefined : consenting.get(memberId);
    if (memberId !== null && member !== undefined && isCovered(record, member)) {
      tastes.set(memberId, applyReceipt(tastes.get(memberId) ?? member.taste, { ...event, memberId, lines }));
    }
    const store = stores.get(event.storeId);
    if (store === undefined) continue;
    effects.sales.push({ purchase: event, region: store.region, hour: storeTime(event.occurredAtMs, event.timeZone).hour, skus, sign: event.kind === 'SALE' ? 1 : -1 });
    if (event.kind === 'SALE') effects.baskets.push(basketOf(event, store, position, skus));
  }
  return { ...effects, tastes: [...tastes.values()] };
}

/** Whether the member consented before the receipt came in; where that was not written down, before it was made. */
function isCovered(record: ReceivedEvent<PurchaseRecorded>, { sinceMs }: ConsentingMember): boolean {
  return (receivedAtMs(record) ?? record.event.occurredAtMs) >= sinceMs;
}

function basketOf({ eventId, chainId, storeId, occurredAtMs }: PurchaseRecorded, { region }: StoreRecord, origin: BasketSold['origin'], skus: readonly Sku[]): BasketSold {
  return { eventId, origin, chainId, region, storeId, occurredAtMs, skus };
}
