import type { Sku } from '@vitrine/contracts';
import type { Candidate, Shopper } from './candidate.js';
import type { CandidateSet } from './candidate-set.js';
import type { OfferPolicy } from './offer-policy.js';
import { storeTime } from './store-time.js';
import type { TasteProduct } from './taste.js';

/** Why a candidate may not be offered; the first reason in this order is told. */
export type Refusal =
  | 'WITHDRAWN' | 'SENSITIVE' | 'NOT_VALID' | 'OUT_OF_STOCK' | 'DEEPER_ELSEWHERE' | 'DENIED_CATEGORY' | 'BOUGHT_TODAY' | 'BOUGHT_LATELY' | 'SHOWN_TOO_OFTEN';

/** The moment and place of a decision. */
export interface Circumstances {
  readonly nowMs: number;
  /** The store's IANA time zone: decides what "today" is. */
  readonly timeZone: string;
  /** Stock of products that were ever counted, in thousandths. */
  readonly onHandMilli: ReadonlyMap<Sku, number>;
}

/** When clocks go back a day has 25 hours. */
const LONGEST_DAY_MS = 25 * 3_600_000;
/** Receipts with a product from which its re-buy interval is taken. */
const FEWEST_REBUYS = 3;

/** Per row of the set why it may not be offered; null where it may. Of one product only the deepest discount that may be shown passes. */
export function refusals(set: CandidateSet, circumstances: Circumstances, shopper: Shopper | null, policy: OfferPolicy): (Refusal | null)[] {
  const unwanted = shopper === null ? () => null : refusalsOf(shopper, circumstances, policy);
  let shown: Sku | null = null;
  return set.candidates.map((candidate) => {
    const refusal = unshowable(candidate, circumstances, policy);
    if (refusal !== null) return refusal;
    if (candidate.sku === shown) return 'DEEPER_ELSEWHERE';
    shown = candidate.sku;
    return unwanted(candidate);
  });
}

function unshowable({ sku, active, sensitive, startsAtMs, endsAtMs }: Candidate, { nowMs, onHandMilli }: Circumstances, policy: OfferPolicy): Refusal | null {
  if (!active) return 'WITHDRAWN';
  if (sensitive) return 'SENSITIVE';
  if (nowMs < startsAtMs || nowMs >= endsAtMs) return 'NOT_VALID';
  const onHand = onHandMilli.get(sku);
  return (onHand === undefined ? policy.uncountedInStock : onHand > 0) ? null : 'OUT_OF_STOCK';
}

function refusalsOf({ taste, deniedCategories, shown }: Shopper, { nowMs, timeZone }: Circumstances, policy: OfferPolicy): (candidate: Candidate) => Refusal | null {
  const denied = new Set(deniedCategories);
  const bought = new Map<Sku, Refusal>();
  const today = storeTime(nowMs, timeZone).date;
  for (const product of taste.products) {
    const { sku, lastBoughtAtMs } = product;
    if (nowMs - lastBoughtAtMs < LONGEST_DAY_MS && storeTime(lastBoughtAtMs, timeZone).date === today) bought.set(sku, 'BOUGHT_TODAY');
    else if (nowMs - lastBoughtAtMs < policy.rebuyShare * rebuyInterval(product)) bought.set(sku, 'BOUGHT_LATELY');
  }
  return ({ sku, categoryPath }) => {
    if (denied.size > 0 && categoryPath.some((category) => denied.has(category))) return 'DENIED_CATEGORY';
    return bought.get(sku) ?? ((shown.get(sku) ?? 0) >= policy.shownPerDay ? 'SHOWN_TOO_OFTEN' : null);
  };
}

/** Mean time between two purchases, in milliseconds; 0 where there were too few to tell. */
function rebuyInterval({ receipts, firstBoughtAtMs, lastBoughtAtMs }: TasteProduct): number {
  return receipts < FEWEST_REBUYS ? 0 : (lastBoughtAtMs - firstBoughtAtMs) / (receipts - 1);
}
