import { describe, expect, it } from 'vitest';
import { StorePromotions } from '../store-promotions.js';
import { OffersThen } from './offers-then.js';

const DAY_MS = 86_400_000;
const promotion = (storeId: string, item: string, fromDay: number, toDay: number, discountPercent = 20) => ({ storeId, item, startsAtMs: fromDay * DAY_MS, endsAtMs: toDay * DAY_MS, discountPercent });
const sold = (day: number, storeId: string, discounts: Readonly<Record<string, number>>) => ({ id: `${storeId}/${day}`, storeId, atMs: day * DAY_MS, items: Object.keys(discounts), discounts: Object.values(discounts) });

function offersThen(promotions: readonly ReturnType<typeof promotion>[], receipts: readonly ReturnType<typeof sold>[]): OffersThen {
  const then = new OffersThen(new StorePromotions(promotions));
  for (const receipt of receipts) then.see(receipt);
  return then;
}

describe('what could be bought on promotion where and when a receipt was made', () => {
  it('is what the store promoted, at the discount of the promotion, whatever was sold', () => {
    const then = offersThen([promotion('here', 'tea', 8, 15, 30), promotion('here', 'rice', 10, 11), promotion('there', 'soap', 8, 15)], [sold(10, 'here', { tea: 25, milk: 10 })]);
    expect(then.at('here', 10 * DAY_MS)).toEqual({ known: true, offers: [{ item: 'tea', discountPercent: 30 }, { item: 'rice', discountPercent: 20 }] });
  });

  it('does not contain a promotion that ended, from the moment of its end on', () => {
    const then = offersThen([promotion('here', 'tea', 1, 8), promotion('here', 'rice', 8, 15)], []);
    expect(then.at('here', 8 * DAY_MS - 1).offers.map(({ item }) => item)).toEqual(['tea']);
    expect(then.at('here', 8 * DAY_MS).offers.map(({ item }) => item)).toEqual(['rice']);
  });

  it('is, where nothing is known of the store at that time, what the chain sold at a discount in the week before, more than once', () => {
    const receipts = [sold(1, 'there', { early: 10 }), sold(2, 'there', { early: 10 }), sold(4, 'there', { soap: 15, tea: 20 }), sold(5, 'there', { soap: 15, dented: 50 }), sold(10, 'here', { tea: 25, milk: 0 })];
    const then = offersThen([promotion('there', 'rice', 8, 15), promotion('here', 'rice', 1, 9)], receipts);
    expect(then.at('here', 10 * DAY_MS)).toEqual({ known: false, offers: [{ item: 'soap', discountPercent: 15 }, { item: 'tea', discountPercent: 25 }] });
  });
});
