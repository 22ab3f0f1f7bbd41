import type { PromotionId, Sku } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { OFFER_POLICY_DEFAULTS } from '../offer-policy.js';
import type { RankedOffer } from '../ranked-offer.js';
import type { JudgedQuestion } from './ranking-question.js';
import { judgedSlates } from './slate-report.js';

const offer = (sku: string, novel: boolean, discountPercent: number): RankedOffer => ({ rank: 1, sku: sku as Sku, promotionId: sku as PromotionId, discountPercent, score: 0, reason: 'OTHER', novel, propensity: 1 });
const asked = (relevant: readonly string[]): JudgedQuestion => ({
  relevant: new Set(relevant), question: { memberId: 'm', storeId: 's', atMs: 1, candidates: [], history: [{ id: 'r', memberId: 'm', storeId: 's', atMs: 0, items: ['own'], discounts: [0] }] },
});

describe('the quality of slates', () => {
  const slates = [[offer('own', false, 10), offer('new', true, 30)], [offer('own', false, 20)]];
  const policies = [OFFER_POLICY_DEFAULTS, { ...OFFER_POLICY_DEFAULTS, novelPlaces: 0 }];

  it('says for each policy what is found, and on what the discounts go', () => {
    let steps = 0;
    const [mixed, usual] = judgedSlates([asked(['own', 'new']), asked(['own'])], policies, () => slates, () => { steps++; });
    expect(mixed).toMatchObject({ recall10: 1, hitRate10: 1, novelHitRate10: 1, novelShare: 0.5, discountPercent: 20, offers: 2 });
    expect(usual).toMatchObject({ recall10: 0.75, hitRate10: 1, novelHitRate10: 0, novelShare: 0, discountPercent: 20, offers: 1 });
    expect(steps).toBe(2);
  });

  it('is zeros where nobody is asked', () => {
    expect(judgedSlates([], [OFFER_POLICY_DEFAULTS], () => [[]], () => undefined)[0]).toMatchObject({ recall10: 0, novelHitRate10: 0, novelShare: 0, offers: 0 });
  });
});
