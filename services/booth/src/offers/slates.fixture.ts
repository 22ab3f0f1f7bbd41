import type { BoothId, CatalogueRegion, ChainId, EventId, MemberId, OfferDecided, PromotionId, SessionId, Sku, StoreId } from '@vitrine/contracts';
import type { ProductRecord, StoreRecord } from '@vitrine/state';

export const NOON_MS = Date.UTC(2026, 10, 24, 12);
export const BOOTH = { chainId: 'demo' as ChainId, storeId: 'north' as StoreId, boothId: 'door' as BoothId };

export const STORE: StoreRecord = {
  chainId: BOOTH.chainId, storeId: BOOTH.storeId, changedAtMs: 0, title: 'North', timeZone: 'Europe/Berlin', currency: 'EUR', region: 'eu' as CatalogueRegion,
  triggers: ['GESTURE'], booths: [{ boothId: BOOTH.boothId, title: 'Door' }], active: true,
};

export function aProduct(sku: string, over: Partial<ProductRecord> = {}): ProductRecord {
  return { chainId: BOOTH.chainId, sku: sku as Sku, changedAtMs: 0, title: `The ${sku}`, categoryPath: ['Grocery', 'Bakery', 'Rolls'], brand: 'Own', sensitive: false, active: true, marginPercent: null, ...over };
}

/** A member's slate with one offer for each sku. */
export function aSlate(offset: number, skus: readonly string[] = ['bread'], over: Partial<OfferDecided> = {}): OfferDecided {
  return {
    ...BOOTH, eventId: `identity.resolved.v1/0/${offset}` as EventId, origin: { topic: 'identity.resolved.v1', partition: 0, offset }, sessionId: 's-1' as SessionId,
    decidedAtMs: NOON_MS, validUntilMs: NOON_MS + 60_000, audience: 'MEMBER', memberId: 'member-ada' as MemberId,
    offers: skus.map((sku, index) => ({
      rank: index + 1, sku: sku as Sku, promotionId: `p-${sku}` as PromotionId, discountPercent: 20, score: 0.731, reason: 'BOUGHT_BEFORE', novel: false, propensity: 1,
    })),
    ...over,
  };
}
