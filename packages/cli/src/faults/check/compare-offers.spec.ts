import type { BoothId, ChainId, EventId, MemberId, OfferDecided, PromotionId, SessionId, Sku, StoreId } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { slateDifferences } from './compare-offers.js';

const SLATE: OfferDecided = {
  eventId: 'identity.resolved.v1/3/17' as EventId, origin: { topic: 'identity.resolved.v1', partition: 3, offset: 17 },
  chainId: 'chain' as ChainId, storeId: 'store-0' as StoreId, boothId: 'booth-1' as BoothId, sessionId: 'probe-1' as SessionId,
  decidedAtMs: 1_000, validUntilMs: 2_000, audience: 'MEMBER', memberId: 'member-7' as MemberId,
  offers: [
    { rank: 1, sku: 'sku-0' as Sku, promotionId: 'promotion-0' as PromotionId, discountPercent: 20, score: -1.234567891, reason: 'BOUGHT_BEFORE', novel: false, propensity: 1 },
    { rank: 2, sku: 'sku-5' as Sku, promotionId: 'promotion-5' as PromotionId, discountPercent: 5, score: -2.5, reason: 'NEW_TO_YOU', novel: true, propensity: 0.9 },
  ],
};

describe('slates that the platform and the reference decided', () => {
  it('are equal at other positions, which an append that failed leaves behind it, and with other last digits', () => {
    const offers = SLATE.offers.map((offer) => ({ ...offer, score: offer.score + 1e-9 }));
    const elsewhere = { ...SLATE, eventId: 'identity.resolved.v1/3/18' as EventId, origin: { ...SLATE.origin, offset: 18 }, offers };
    expect(slateDifferences(elsewhere, SLATE)).toEqual([]);
  });

  it('are told apart by the fields that differ', () => {
    const [first, second] = SLATE.offers;
    const other: OfferDecided = { ...SLATE, audience: 'ANONYMOUS', offers: [first!, { ...second!, discountPercent: 10 }] };
    expect(slateDifferences(other, SLATE)).toEqual([
      'audience is "ANONYMOUS" instead of "MEMBER"',
      expect.stringMatching(/^offer 2 is .*"discountPercent":10.* instead of .*"discountPercent":5/),
    ]);
  });

  it('differ where one is longer', () => {
    expect(slateDifferences(SLATE, { ...SLATE, offers: SLATE.offers.slice(0, 1) })).toEqual(['offers is 2 instead of 1']);
  });

  it('differ where the reference has none', () => {
    expect(slateDifferences(SLATE, null)).toEqual(['the reference shows no slate']);
  });
});
