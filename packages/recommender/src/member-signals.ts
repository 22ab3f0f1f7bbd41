import type { CompanionRow, Shopper } from './candidate.js';
import type { CandidateSet } from './candidate-set.js';
import type { Signal, SignalColumns } from './signals.js';
import type { TasteProduct } from './taste.js';
import { comparedProducts, tasteProfile, type TasteProfile } from './taste-profile.js';

/** A similarity to a product sold n times of late counts n / (n + 10). */
const SHRINKAGE = 10;
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
  return {
    ...ownHistory(set, profile, nowMs),
    popularity: set.popularity, storePopularity: set.storePopularity, hourPopularity: set.hourPopularity, discount: set.discount,
    category: byCategory(set, profile.categoryShare),
    recentCategory: byCategory(set, profile.recentCategoryShare),
    together: wanted('together') ? together(set, shopper, nowMs) : set.zeros,
    similarTitle: wanted('similarTitle') ? similarTitles(set, shopper, profile) : set.zeros,
    recentMatch: wanted('recentMatch') ? recentMatch(set, profile) : set.zeros,
  };
}

function zeros({ candidates }: CandidateSet): Float64Array {
  return new Float64Array(candidates.length);
}

function ownHistory(set: CandidateSet, { taste, recency }: TasteProfile, nowMs: number): Pick<SignalColumns, 'frequency' | 'recency' | 'habit' | 'regularity' | 'due'> {
  const columns = { frequency: zeros(set), recency: zeros(set), habit: zeros(set), regularity: zeros(set), due: zeros(set) };
  const receipts = Math.max(1, taste.receipts);
  for (const product of taste.products) {
    set.eachRow(product.sku, (row) => {
      columns.frequency[row] = Math.log1p(product.receipts);
      columns.recency[row] = Math.log1p(recency.get(product.sku)!);
      columns.habit[row] = 1;
      columns.regularity[row] = Math.sqrt(Math.min(1, product.receipts / receipts));
      columns.due[row] = due(product, nowMs);
    });
  }
  return columns;
}

/** How near the time since the last purchase is to the mean time between two, on a logarithmic scale. */
function due({ receipts, firstBoughtAtMs, lastBoughtAtMs }: TasteProduct, nowMs: number): number {
  if (receipts < FEWEST_DUE_RECEIPTS || lastBoughtAtMs <= firstBoughtAtMs || nowMs <= lastBoughtAtMs) return 0;
  const intervals = ((nowMs - lastBoughtAtMs) * (receipts - 1)) / (lastBoughtAtMs - firstBoughtAtMs);
  return Math.max(0, 1 - Math.abs(Math.log(intervals)) / DUE_WIDTH);
}

function byCategory(set: CandidateSet, shares: ReadonlyMap<string, number>): Float64Array {
  const values = set.categories.map((key) => Math.sqrt(shares.get(key) ?? 0));
  const column = zeros(set);
  for (let row = 0; row < column.length; row++) column[row] = values[set.categoryOf[row]!]!;
  return column;
}

function together(set: CandidateSet, { taste, companions }: Shopper, nowMs: number): Float64Array {
  const column = zeros(set);
  if (companions.size === 0) return column;
  for (const [sku, share] of comparedProducts(taste, nowMs)) {
    const row = companions.get(sku);
    if (row !== undefined) addCompanions(column, set, row, share);
  }
  for (const { sku } of taste.products) set.eachRow(sku, (row) => { column[row] = 0; });
  for (let row = 0; row < column.length; row++) {
    if (column[row] === 0) continue;
    const { companionWeight } = set.candidates[row]!;
    column[row] = companionWeight > 0 ? Math.sqrt(Math.min(1, column[row]! / Math.sqrt(companionWeight))) : 0;
  }
  return column;
}

function addCompanions(column: Float64Array, set: CandidateSet, { weight, shared }: CompanionRow, share: number): void {
  if (weight <= 0) return;
  const factor = share / Math.sqrt(weight);
  for (const [other, amount] of shared) set.eachRow(other as Parameters<CandidateSet['eachRow']>[0], (row) => { column[row]! += factor * amount; });
}

function similarTitles(set: CandidateSet, { goods }: Shopper, { recency }: TasteProfile): Float64Array {
  const mixture = Array.from(recency, ([sku, weight]) => [goods.get(sku), weight] as const).flatMap(([product, weight]) => (product === undefined ? [] : [[product, weight] as const]));
  return set.titles.cosines(mixture);
}

function recentMatch({ candidates }: CandidateSet, { recentMean }: TasteProfile): Float64Array {
  if (recentMean === null) return new Float64Array(candidates.length);
  return Float64Array.from(candidates, ({ vector, soldLately }) => (vector === null ? 0 : (Math.max(0, dot(vector, recentMean)) * soldLately) / (soldLately + SHRINKAGE)));
}

/** Inner product; cosine of vectors of unit length. */
function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
