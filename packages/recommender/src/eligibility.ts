import type { Sku } from '@vitrine/contracts';
import type { Candidate, Shopper } from './candidate.js';
import type { OfferPolicy } from './offer-policy.js';
import { storeTime } from './store-time.js';

/** When clocks go back a day has 25 hours. */
const LONGEST_DAY_MS = 25 * 3_600_000;

/** Candidates that may be shown to anybody at `nowMs`, each product once: at its deepest discount, then the smaller promotion id. By sku. */
export function eligible(candidates: readonly Candidate[], nowMs: number, policy: OfferPolicy): Candidate[] {
  const best = new Map<Sku, Candidate>();
  for (const candidate of candidates) {
    if (!showable(candidate, nowMs, policy)) continue;
    const known = best.get(candidate.sku);
    if (known === undefined || deeper(candidate, known)) best.set(candidate.sku, candidate);
  }
  return [...best.values()].toSorted((a, b) => (a.sku < b.sku ? -1 : 1));
}

/** Those of them that may be shown to this member: not denied, not bought today, not shown too often. */
export function eligibleFor(candidates: readonly Candidate[], shopper: Shopper, nowMs: number, timeZone: string, policy: OfferPolicy): Candidate[] {
  const denied = new Set(shopper.deniedCategories);
  const today = storeTime(nowMs, timeZone).date;
  const isToday = (atMs: number): boolean => nowMs - atMs < LONGEST_DAY_MS && storeTime(atMs, timeZone).date === today;
  const boughtToday = new Set(shopper.taste.products.filter(({ lastBoughtAtMs }) => isToday(lastBoughtAtMs)).map(({ sku }) => sku));
  return candidates.filter(
    ({ sku, categoryPath }) => !boughtToday.has(sku) && !categoryPath.some((category) => denied.has(category)) && (shopper.shown.get(sku) ?? 0) < policy.shownPerDay,
  );
}

function showable(candidate: Candidate, nowMs: number, policy: OfferPolicy): boolean {
  const { active, sensitive, startsAtMs, endsAtMs, onHandMilli } = candidate;
  const inStock = onHandMilli === null ? policy.uncountedInStock : onHandMilli > 0;
  return active && !sensitive && inStock && startsAtMs <= nowMs && nowMs < endsAtMs;
}

function deeper(a: Candidate, b: Candidate): boolean {
  return a.discountPercent > b.discountPercent || (a.discountPercent === b.discountPercent && a.promotionId < b.promotionId);
}
