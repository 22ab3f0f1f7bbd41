import type { BoothId, CatalogueRegion, ChainId, MemberId, Sku, StoreId, TillId } from '@vitrine/contracts';
import type { Receipt, ReceiptLine } from '../receipt.js';
import type { ReceiptSurroundings } from './receipt-check.js';

export const NOON_MS = Date.UTC(2026, 10, 24, 12);

/** A line of two pieces at 1.50. */
export function aLine(over: Partial<ReceiptLine> = {}): ReceiptLine {
  return { sku: 'bread' as Sku, quantityMilli: 2000, unitPriceMinor: 150, discountMinor: 0, promotionId: null, ...over };
}

/** A sale without a fault. */
export function aReceipt(over: Partial<Receipt> = {}): Receipt {
  return {
    storeId: 'north' as StoreId, tillId: '1' as TillId, businessDay: '2026-11-24', sequenceNumber: 7, occurredAt: NOON_MS, kind: 'SALE', corrects: null,
    memberId: null, currency: 'EUR', lines: [aLine()], totalMinor: 300, ...over,
  };
}

export const SURROUNDINGS: ReceiptSurroundings = {
  chainId: 'demo' as ChainId,
  store: {
    chainId: 'demo' as ChainId, storeId: 'north' as StoreId, changedAtMs: 0, title: 'North', timeZone: 'Europe/Berlin', currency: 'EUR', region: 'eu' as CatalogueRegion,
    triggers: ['GESTURE'], booths: [{ boothId: 'door' as BoothId, title: 'Door' }], active: true,
  },
  knownProducts: new Set(['bread' as Sku]),
  knownMembers: new Set(['ada' as MemberId]),
  nowMs: NOON_MS + 1000,
  clockSkewMs: 120_000,
};
