import type { ChainId, MemberId, PromotionId, Sku } from '@vitrine/contracts';
import type { Candidate, KnownGoods, Shopper } from './candidate.js';
import { CandidateSet } from './candidate-set.js';
import { OFFER_POLICY_DEFAULTS, type OfferPolicy } from './offer-policy.js';
import type { RankedOffer } from './ranked-offer.js';
import type { RelevanceModel } from './relevance.js';
import { decideSlate, type SlateInput } from './slate.js';
import { applyReceipt, type Taste } from './taste.js';

export const NOW = Date.UTC(2026, 2, 2, 10);
export const DAY = 86_400_000;
const ZONE = 'Europe/Berlin';

/** Weights that are easy to follow, so that tests do not depend on what the shipped model happens to be. */
const MODEL: RelevanceModel = {
  overall: { intercept: -6, weights: { frequency: 1, recency: 1, habit: 1, popularity: 1, storePopularity: 1, category: 3, discount: 1 } },
  novel: { intercept: -6, weights: { popularity: 1, storePopularity: 1, recentCategory: 3, together: 5, similarTitle: 3, discount: 1 } },
};

/** Nothing is drawn unless a test asks for it. */
export const POLICY: OfferPolicy = { ...OFFER_POLICY_DEFAULTS, exploration: 0 };

export interface CandidateWithStock extends Candidate {
  readonly onHandMilli: number | null;
}

export function candidate(sku: string, given: Partial<CandidateWithStock> = {}): CandidateWithStock {
  return {
    sku: sku as Sku, promotionId: `p-${sku}` as PromotionId, startsAtMs: NOW - DAY, endsAtMs: NOW + DAY, discountPercent: 20, marginPercent: null, active: true, title: sku, categoryPath: ['food', sku],
    sensitive: false, onHandMilli: 5_000, soldInHour: 0, soldInStore: 50, soldLately: 500, companionWeight: 100, vector: null, ...given,
  };
}

/** A member who bought each product so many days ago, once or on the days listed. */
export function shopper(bought: Readonly<Record<string, number | readonly number[]>>, given: Partial<Shopper> = {}): Shopper {
  const receipts = Object.entries(bought).flatMap(([sku, days]) => [days].flat().map((day) => [sku, day] as const)).toSorted((a, b) => b[1] - a[1]);
  const taste = receipts.reduce<Taste | null>(
    (before, [sku, days]) =>
      applyReceipt(before, { chainId: 'c' as ChainId, memberId: 'm' as MemberId, occurredAtMs: NOW - days * DAY, kind: 'SALE', lines: [{ sku: sku as Sku, quantityMilli: 1_000 }] }),
    null,
  );
  return { taste: taste!, deniedCategories: [], shown: new Map(), vectors: new Map(), goods: new Map(), companions: new Map(), ...given };
}

export const goods = (known: Readonly<Record<string, KnownGoods>>): ReadonlyMap<Sku, KnownGoods> => new Map(Object.entries(known) as [Sku, KnownGoods][]);

interface Given extends Partial<Omit<SlateInput, 'candidates' | 'onHandMilli'>> {
  readonly candidates: readonly CandidateWithStock[];
}

export function offers({ candidates, ...input }: Given, policy: Partial<OfferPolicy> = {}, model = MODEL): RankedOffer[] {
  const onHandMilli = new Map(candidates.flatMap(({ sku, onHandMilli: counted }) => (counted === null ? [] : [[sku, counted] as const])));
  return decideSlate({ nowMs: NOW, timeZone: ZONE, shopper: null, seed: 'seed', ...input, candidates: new CandidateSet(candidates), onHandMilli }, { ...POLICY, ...policy }, model);
}

export const skus = (given: Given, policy: Partial<OfferPolicy> = {}): string[] => offers(given, policy).map(({ sku }) => sku);
