import type { Sku } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { slateView } from './slate-view.js';
import { aProduct, aSlate, NOON_MS } from './slates.fixture.js';

const products = new Map(['bread', 'rolls', 'pills', 'gone'].map((sku) => [sku as Sku, aProduct(sku, { sensitive: sku === 'pills', active: sku !== 'gone' })]));

describe('a slate on the public screen', () => {
  it('shows its offers with titles, the middle category and a reason in words', () => {
    expect(slateView(aSlate(4), products, 'en')).toEqual({
      slateId: 'identity.resolved.v1/0/4', sessionId: 's-1', audience: 'MEMBER', decidedAt: new Date(NOON_MS).toISOString(), validUntil: new Date(NOON_MS + 60_000).toISOString(),
      offers: [{
        rank: 1, sku: 'bread', promotionId: 'p-bread', title: 'The bread', category: 'Bakery', brand: 'Own', discountPercent: 20, reason: 'BOUGHT_BEFORE',
        reasonText: 'You like Bakery', novel: false,
      }],
    });
  });

  it('keeps in everything that is not meant for it, also what is added to a slate later', () => {
    const slate = { ...aSlate(4), consentId: 'consent-1', face: 'vector', name: 'Ada' };
    const offers = slate.offers.map((offer) => ({ ...offer, personalPriceMinor: 99, lastBoughtAtMs: 1 }));
    const text = JSON.stringify(slateView({ ...slate, offers }, products, 'en'));
    for (const secret of ['member-ada', 'memberId', 'consent', 'face', 'vector', 'Ada', 'origin', 'score', '0.731', 'propensity', 'personalPrice', 'lastBought', 'chainId']) {
      expect(text).not.toContain(secret);
    }
  });

  it('shows the same for two members with the same offers', () => {
    expect(slateView(aSlate(4), products, 'en')).toEqual(slateView(aSlate(4, ['bread'], { memberId: 'member-bob' as never }), products, 'en'));
  });

  it('leaves out products that are sensitive, delisted or unknown', () => {
    expect(slateView(aSlate(4, ['pills', 'gone', 'moon', 'rolls']), products, 'en').offers.map(({ sku, rank }) => [sku, rank])).toEqual([['rolls', 4]]);
  });

  it('takes the only category where there is one', () => {
    const flat = new Map([['bread' as Sku, aProduct('bread', { categoryPath: ['Food'] })]]);
    expect(slateView(aSlate(4), flat, 'de').offers[0]).toMatchObject({ category: 'Food', reasonText: 'Sie mögen Food' });
  });

  it('is empty where there is none', () => {
    expect(slateView(null, products, 'en')).toEqual({ slateId: null, sessionId: null, audience: 'ANONYMOUS', decidedAt: null, validUntil: null, offers: [] });
  });
});
