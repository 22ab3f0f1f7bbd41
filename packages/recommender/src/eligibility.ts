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
  const refused = set.candidates.map((): Refusal | null => null);
  let shown: Sku | null = null;
  for (let row = 0; row < refused.length; row++) {
    const candidate = set.candidates[row]!;
    refused[row] = unshowable(candidate, circumstances, policy) ?? (candidate.sku === shown ? 'DEEPER_ELSEWHERE' : null);
    if (refused[row] === null) shown = candidate.sku;
  }
  if (shopper !== null) refuseUnwanted(refused, set, shopper, circumstances, policy);
  return refused;
}

function unshowable({ sku, active, sensitive, startsAtMs, endsAtMs }: Candidate, { nowMs, onHandMilli }: Circumstances, policy: OfferPolicy): Refusal | null {
  if (!active) return 'WITHDRAWN';
  if (sensitive) return 'SENSITIVE';
  if (nowMs < startsAtMs || nowMs >= endsAtMs) return 'NOT_VALID';
  const onHand = onHandMilli.get(sku);
  return (onHand === undefined ? policy.uncountedInStock : onHand > 0) ? null : 'OUT_OF_STOCK';
}

function refuseUnwanted(refused: (Refusal | null)[], set: CandidateSet, { taste, deniedCategories, shown }: Shopper, circumstances: Circumstances, policy: OfferPolicy): void {
  const denied = new Set(deniedCategories);
  if (denied.size > 0) for (const [row, { categoryPath }] of set.candidates.entries()) if (categoryPath.some((category) => denied.has(category))) refused[row] ??= 'DENIED_CATEGORY';
  const refuse = (sku: Sku, refusal: Refusal): void => set.eachRow(sku, (row) => { refused[row] ??= refusal; });
  const today = onSameDay(circumstances);
  for (const product of taste.products) {
    const refusal = boughtRefusal(product, circumstances.nowMs, today, policy);
    if (refusal !== null) refuse(product.sku, refusal);
  }
  for (const [sku, times] of shown) if (times >= policy.shownPerDay) refuse(sku, 'SHOWN_TOO_OFTEN');
}

function boughtRefusal(product: TasteProduct, nowMs: number, today: (atMs: number) => boolean, policy: OfferPolicy): Refusal | null {
  const { lastBoughtAtMs } = product;
  if (today(lastBoughtAtMs)) return 'BOUGHT_TODAY';
  return nowMs - lastBoughtAtMs < policy.rebuyShare * rebuyInterval(product) ? 'BOUGHT_LATELY' : null;
}

/** Whether moments are of today by the store's calendar; asking it takes long, and the products of a receipt ask the same. */
function onSameDay({ nowMs, timeZone }: Circumstances): (atMs: number) => boolean {
  const today = storeTime(nowMs, timeZone).date;
  const known = new Map<number, boolean>();
  return (atMs) => {
    if (nowMs - atMs >= LONGEST_DAY_MS) return false;
    const same = known.get(atMs) ?? storeTime(atMs, timeZone).date === today;
    known.set(atMs, same);
    return same;
  };
}

/** Mean time between two purchases, in milliseconds; 0 where there were too few to tell. */
function rebuyInterval({ receipts, firstBoughtAtMs, lastBoughtAtMs }: TasteProduct): number {
  return receipts < FEWEST_REBUYS ? 0 : (lastBoughtAtMs - firstBoughtAtMs) / (receipts - 1);
}
