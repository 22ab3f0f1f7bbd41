import type { StoreRecord } from '@vitrine/state';

/** A store as the API tells it. */
export function storeView({ storeId, title, timeZone, currency, region, triggers, booths, active, changedAtMs }: StoreRecord) {
  return { storeId, title, timeZone, currency, region, triggers, booths, active, changedAt: new Date(changedAtMs).toISOString() };
}
