import { describe, expect, it } from 'vitest';
import type { Slate, SlateOffer } from '../api/slates.js';
import { dismissedImpression, notMeImpression, shownImpressions } from './impressions-of.js';

const anOffer = (sku: string): SlateOffer => ({
  rank: 1, sku, promotionId: 'p', title: sku, category: '', brand: null, discountPercent: 10, reason: 'OTHER', reasonText: '', novel: false,
});
const SLATE: Slate = { slateId: 'identity.resolved.v1:0:7', sessionId: 's1', audience: 'MEMBER', decidedAt: null, validUntil: null, offers: [] };
const subject = { slate: SLATE, occurredAt: '2026-11-24T12:00:00.000Z' };

describe('impressions', () => {
  it('report each offer that was on screen', () => {
    expect(shownImpressions(subject, [anOffer('1'), anOffer('2')]).map(({ kind, sku }) => [kind, sku])).toEqual([['SHOWN', '1'], ['SHOWN', '2']]);
  });

  it('have the same id when told again, and one of their own otherwise', () => {
    const offers = [anOffer('1'), anOffer('2')];
    const ids = [...shownImpressions(subject, offers), ...dismissedImpression(subject, '1'), ...notMeImpression(subject)].map(({ eventId }) => eventId);
    expect(new Set(ids).size).toBe(4);
    expect(shownImpressions({ ...subject, occurredAt: 'later' }, offers).map(({ eventId }) => eventId)).toEqual(ids.slice(0, 2));
    expect(ids.every((id) => /^[a-z0-9-]{1,64}$/u.test(id))).toBe(true);
  });

  it('are not made for a slate that nobody can be told about', () => {
    expect(notMeImpression({ ...subject, slate: { ...SLATE, slateId: null } })).toEqual([]);
    expect(shownImpressions({ ...subject, slate: { ...SLATE, sessionId: null } }, [anOffer('1')])).toEqual([]);
  });
});
