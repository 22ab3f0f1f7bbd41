import type { Sku } from '@vitrine/contracts';
import type { Shopper } from './candidate.js';
import type { Taste, TasteProduct } from './taste.js';

/** A purchase counts half after four weeks. */
const HALF_LIFE_MS = 28 * 86_400_000;
const RECENT_BASKETS = 3;
/** Purchases a member is taken to have made elsewhere, so that the first few do not make a favourite category. */
const CATEGORY_PRIOR = 20;

/** A taste made ready to compare candidates with. */
export interface TasteProfile {
  readonly bySku: ReadonlyMap<Sku, TasteProduct>;
  /** Recent receipts with the product, each counting 2^(-age / half-life). */
  readonly recency: ReadonlyMap<Sku, number>;
  /** Share of all purchases per category, as if 20 more had been made elsewhere; keyed by the whole path. */
  readonly categoryShare: ReadonlyMap<string, number>;
  /** Mean of the vectors of the newest baskets scaled to unit length; null without any. */
  readonly recentMean: Float32Array | null;
}

/** Condenses a shopper's taste as of `nowMs`. */
export function tasteProfile(shopper: Shopper, nowMs: number): TasteProfile {
  const { taste, vectors } = shopper;
  return {
    bySku: new Map(taste.products.map((product) => [product.sku, product])),
    recency: recencyOf(shopper, nowMs),
    categoryShare: categoryShares(shopper),
    recentMean: mean(comparedProducts(taste).flatMap((sku) => vectors.get(sku) ?? [])),
  };
}

/** Products whose vectors a decision compares candidates with: those of the newest baskets. */
export function comparedProducts(taste: Taste): readonly Sku[] {
  return [...new Set(taste.recent.slice(0, RECENT_BASKETS).flatMap(({ skus }) => skus))];
}

/** Key of a category path. */
export function categoryKey(path: readonly string[]): string {
  return path.join(' > ');
}

function decay(ageMs: number): number {
  return Math.pow(2, -Math.max(0, ageMs) / HALF_LIFE_MS);
}

function recencyOf({ taste }: Shopper, nowMs: number): Map<Sku, number> {
  const recency = new Map<Sku, number>();
  for (const { occurredAtMs, skus } of taste.recent) {
    for (const sku of skus) recency.set(sku, (recency.get(sku) ?? 0) + decay(nowMs - occurredAtMs));
  }
  return recency;
}

function categoryShares({ taste, categories }: Shopper): Map<string, number> {
  const shares = new Map<string, number>();
  let total = CATEGORY_PRIOR;
  for (const { sku, receipts } of taste.products) {
    const path = categories.get(sku);
    if (path === undefined || path.length === 0) continue;
    total += receipts;
    const key = categoryKey(path);
    shares.set(key, (shares.get(key) ?? 0) + receipts);
  }
  for (const [key, receipts] of shares) shares.set(key, receipts / total);
  return shares;
}

function mean(vectors: readonly Float32Array[]): Float32Array | null {
  const first = vectors[0];
  if (first === undefined) return null;
  const sum = new Float32Array(first.length);
  for (const vector of vectors) for (let k = 0; k < sum.length; k++) sum[k]! += vector[k]!;
  const length = Math.hypot(...sum);
  return length > 0 ? sum.map((value) => value / length) : null;
}
