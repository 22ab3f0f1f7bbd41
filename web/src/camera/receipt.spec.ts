import { describe, expect, it } from 'vitest';
import { addToBasket, basketTotalMinor, businessDay, receiptFor, type BasketItem } from './receipt.js';

const STORE = { storeId: 's1', title: 'S', timeZone: 'America/New_York', currency: 'USD', triggers: [], booths: [], active: true };
const CARD = { memberId: 'm-1', tillId: 'web-1', nextReceipt: 4, consents: {}, enrolled: true };
const BREAD: Omit<BasketItem, 'pieces'> = { sku: '1', title: 'Bread', unitPriceMinor: 249, discountPercent: 30, promotionId: 'p1' };

describe("the visitor's receipt", () => {
  const basket = addToBasket(addToBasket(addToBasket([], BREAD), { sku: '2', title: 'Milk', unitPriceMinor: 100, discountPercent: 0 }), BREAD);

  it('counts a product put in twice as two pieces of one line', () => {
    expect(basket.map(({ sku, pieces }) => [sku, pieces])).toEqual([['1', 2], ['2', 1]]);
  });

  it('adds up in whole minor units, discounts rounded down', () => {
    const receipt = receiptFor(basket, STORE, CARD, new Date('2026-11-24T12:00:00Z'));
    expect(receipt.lines[0]).toEqual({ sku: '1', quantityMilli: 2000, unitPriceMinor: 249, discountMinor: 149, promotionId: 'p1' });
    expect(receipt.totalMinor).toBe(2 * 249 - 149 + 100);
    expect(basketTotalMinor(basket)).toBe(receipt.totalMinor);
    expect(receipt).toMatchObject({ sequenceNumber: 4, currency: 'USD', memberId: 'm-1' });
  });

  it("is dated in the store's time zone", () => {
    expect(businessDay(new Date('2026-11-24T03:00:00Z'), 'America/New_York')).toBe('2026-11-23');
    expect(businessDay(new Date('2026-11-24T03:00:00Z'), 'Europe/Berlin')).toBe('2026-11-24');
  });
});
