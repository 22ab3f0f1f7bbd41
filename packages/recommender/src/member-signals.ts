import type { Sku } from '@vitrine/contracts';
import type { CompanionRow, Shopper } from './candidate.js';
import type { CandidateSet } from './candidate-set.js';
import type { Signal, SignalColumns } from './signals.js';
import type { TasteProduct } from './taste.js';
import { tasteProfile, type TasteProfile } from './taste-profile.js';

/** So many receipts of today are half of what recency can say. */
const RECENCY_HALF = 2;
/** Receipts with a product from which its re-buy interval is taken. */
const FEWEST_DUE_RECEIPTS = 3;
/** A product is not due at a fifth of its interval, nor at five times. */
const DUE_WIDTH = Math.log(5);

/**
 * Signals of every row of the candidates for a member, as `SIGNALS` says; those of the candidates alone are shared, not copied.
 * @param wanted which of the costly ones to work out; the others are 0
 */
export function memberSignals(set: CandidateSet, shopper: Shopper, nowMs: number, wanted: (signal: Signal) => boolean): SignalColumns {
  const profile = tasteProfile(shopper, nowMs);
  const own = ownHistory(set, profile, nowMs);
  return {
    ...own, popularity: set.popularity, storePopularity: set.storePopularity, hourPopularity: set.hourPopularity, discount: set.discount, margin: set.margin,
    ...byCategory(set, profile.categories),
    together: wanted('together') ? together(set, shopper, profile) : set.zeros,
    similarTitle: wanted('similarTitle') ? similarTitles(set, shopper, profile) : set.zeros,
    tasteMatch: wanted('tasteMatch') && profile.meanVector !== null ? set.vectors.matches(profile.meanVector) : set.zeros,
  };
}

type OwnSignal = 'frequency' | 'recency' | 'habit' | 'regularity' | 'due';

function ownHistory(set: CandidateSet, { taste, recency }: TasteProfile, nowMs: number): Pick<SignalColumns, OwnSignal> {
  const columns = ownColumns(set.candidates.length);
  const receipts = Math.max(1, taste.receipts);
  for (const [at, product] of taste.products.entries()) {
    set.eachRow(product.sku, (row) => {
      columns.frequency[row] = Math.log1p(product.receipts);
      columns.recency[row] = recency[at]! / (recency[at]! + RECENCY_HALF);
      columns.habit[row] = 1;
      columns.regularity[row] = Math.sqrt(Math.min(1, product.receipts / receipts));
      columns.due[row] = due(product, nowMs);
    });
  }
  return columns;
}

/** In one piece of memory: five pieces would be five times the work of the garbage collector. */
function ownColumns(rows: number): Record<OwnSignal, Float64Array> {
  const memory = new Float64Array(5 * rows);
  const column = (place: number): Float64Array => memory.subarray(place * rows, (place + 1) * rows);
  return { frequency: column(0), recency: column(1), habit: column(2), regularity: column(3), due: column(4) };
}

/** How near the time since the last purchase is to the mean time between two, on a logarithmic scale. */
function due({ receipts, firstBoughtAtMs, lastBoughtAtMs }: TasteProduct, nowMs: number): number {
  if (receipts < FEWEST_DUE_RECEIPTS || lastBoughtAtMs <= firstBoughtAtMs || nowMs <= lastBoughtAtMs) return 0;
  const intervals = ((nowMs - lastBoughtAtMs) * (receipts - 1)) / (lastBoughtAtMs - firstBoughtAtMs);
  return Math.max(0, 1 - Math.abs(Math.log(intervals)) / DUE_WIDTH);
}

function byCategory({ categories, categoryOf }: CandidateSet, shares: TasteProfile['categories']): Pick<SignalColumns, 'category' | 'recentCategory'> {
  const [all, recent] = [new Float64Array(categories.length), new Float64Array(categories.length)];
  for (const [number, key] of categories.entries()) {
    const share = shares.get(key);
    if (share === undefined) continue;
    all[number] = Math.sqrt(share.all);
    recent[number] = Math.sqrt(share.recent);
  }
  return { category: spread(all, categoryOf), recentCategory: spread(recent, categoryOf) };
}

/** The value of each row's category. */
function spread(values: Float64Array, categoryOf: Int32Array): Float64Array {
  const column = new Float64Array(categoryOf.length);
  for (let row = 0; row < column.length; row++) column[row] = values[categoryOf[row]!]!;
  return column;
}

function together(set: CandidateSet, { companions }: Shopper, { taste, recency, compared }: TasteProfile): Float64Array {
  if (companions.size === 0) return set.zeros;
  const column = new Float64Array(set.candidates.length);
  const total = compared.reduce((sum, at) => sum + Math.sqrt(recency[at]!), 0);
  for (const at of compared) {
    const row = companions.get(taste.products[at]!.sku);
    if (row !== undefined) addCompanions(column, set, row, Math.sqrt(recency[at]!) / total);
  }
  for (const { sku } of taste.products) set.eachRow(sku, (row) => { column[row] = 0; });
  for (let row = 0; row < column.length; row++) {
    if (column[row] === 0) continue;
    const scale = set.companionScale[row]!;
    column[row] = scale > 0 ? Math.sqrt(Math.min(1, column[row]! / scale)) : 0;
  }
  return column;
}

function addCompanions(column: Float64Array, { rows, ends }: CandidateSet, { weight, shared }: CompanionRow, share: number): void {
  if (weight <= 0) return;
  const factor = share / Math.sqrt(weight);
  // oxlint-disable-next-line unicorn/no-array-for-each -- a pair for each of thousands of companions would be garbage
  shared.forEach((amount, other) => {
    const first = rows.get(other as Sku);
    if (first === undefined) return;
    for (let row = first; row < ends[first]!; row++) column[row]! += factor * amount;
  });
}

function similarTitles(set: CandidateSet, { goods }: Shopper, { taste, recency, compared }: TasteProfile): Float64Array {
  return set.titles.cosines(compared.flatMap((at) => {
    const product = goods.get(taste.products[at]!.sku);
    return product === undefined ? [] : [{ product, weight: recency[at]! }];
  }));
}
