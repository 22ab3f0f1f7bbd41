import type { StoreInfo } from '../api/stores.js';
import type { Receipt, ReceiptLine } from '../api/transactions.js';
import type { MemberCard } from './member-card.js';

/** One product in the visitor's basket. */
export interface BasketItem {
  readonly sku: string;
  readonly title: string;
  readonly pieces: number;
  readonly unitPriceMinor: number;
  readonly discountPercent: number;
  readonly promotionId?: string;
}

export function addToBasket(basket: readonly BasketItem[], item: Omit<BasketItem, 'pieces'>): readonly BasketItem[] {
  const known = basket.find(({ sku }) => sku === item.sku);
  if (known === undefined) return [...basket, { ...item, pieces: 1 }];
  return basket.map((other) => (other === known ? { ...other, pieces: other.pieces + 1 } : other));
}

function receiptLine({ sku, pieces, unitPriceMinor, discountPercent, promotionId }: BasketItem): ReceiptLine {
  return {
    sku, unitPriceMinor, quantityMilli: pieces * 1000, discountMinor: Math.floor((pieces * unitPriceMinor * discountPercent) / 100),
    ...(promotionId === undefined ? {} : { promotionId }),
  };
}

const lineTotal = ({ quantityMilli, unitPriceMinor, discountMinor }: ReceiptLine) => (quantityMilli / 1000) * unitPriceMinor - discountMinor;

export function basketTotalMinor(basket: readonly BasketItem[]): number {
  return basket.map(receiptLine).reduce((sum, line) => sum + lineTotal(line), 0);
}

export function receiptFor(basket: readonly BasketItem[], store: StoreInfo, { memberId, tillId, nextReceipt }: MemberCard, now: Date): Receipt {
  return {
    storeId: store.storeId, tillId, businessDay: businessDay(now, store.timeZone), sequenceNumber: nextReceipt,
    occurredAt: now.toISOString(), kind: 'SALE', memberId, currency: store.currency,
    lines: basket.map(receiptLine), totalMinor: basketTotalMinor(basket),
  };
}

/** The store's calendar day, YYYY-MM-DD. */
export function businessDay(now: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
}

/** An amount in the currency's own digits, such as €2.50 or ¥250. */
export function moneyText(amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency });
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
