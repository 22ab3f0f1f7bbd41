import type { Sku } from '@vitrine/contracts';
import type { Shopper } from './candidate.js';
import { categoryKey } from './category-key.js';
import { decay } from './decay.js';
import type { Taste } from './taste.js';

const RECENT_BASKETS = 3;
/** Purchases a member is taken to have made elsewhere, so that the first few do not make a favourite category. */
const CATEGORY_PRIOR = 20;
const RECENT_CATEGORY_PRIOR = 5;
/** Products of the history that others are compared with: bounds the time of a decision. */
const COMPARED = 40;

/** A taste made ready to compare candidates with. */
export interface TasteProfile {
  readonly taste: Taste;
  /** Receipts with each product, each counting 2^(-age / half-life) now. */
  readonly recency: ReadonlyMap<Sku, number>;
  /** Share of all purchases per category, as if 20 more had been made elsewhere; keyed by the whole path. */
  readonly categoryShare: ReadonlyMap<string, number>;
  /** The same with each purchase counting by its age, as if 5 more had been made elsewhere. */
  readonly recentCategoryShare: ReadonlyMap<string, number>;
  /** Mean of the vectors of the newest baskets scaled to unit length; null without any. */
  readonly recentMean: Float32Array | null;
}

/** Condenses a shopper's taste as of `nowMs`. */
export function tasteProfile(shopper: Shopper, nowMs: number): TasteProfile {
  const { taste, vectors } = shopper;
  const recency = recencyOf(taste, nowMs);
  return {
    taste, recency,
    categoryShare: categoryShares(shopper, CATEGORY_PRIOR, ({ receipts }) => receipts),
    recentCategoryShare: categoryShares(shopper, RECENT_CATEGORY_PRIOR, ({ sku }) => recency.get(sku)!),
    recentMean: vectors.size === 0 ? null : mean(recentlyBought(taste).flatMap((sku) => vectors.get(sku) ?? [])),
  };
}

/** Products whose vectors a decision compares candidates with: those of the newest baskets. */
export function recentlyBought(taste: Taste): readonly Sku[] {
  return [...new Set(taste.recent.slice(0, RECENT_BASKETS).flatMap(({ skus }) => skus))];
}

/** Products whose companions a decision looks for, with the share each counts: what weighs most in the history by age; ties by smaller sku. */
export function comparedProducts(taste: Taste, nowMs: number): ReadonlyMap<Sku, number> {
  const heaviest = [...recencyOf(taste, nowMs)].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, COMPARED);
  const total = heaviest.reduce((sum, [, weight]) => sum + Math.sqrt(weight), 0);
  return new Map(heaviest.map(([sku, weight]) => [sku, Math.sqrt(weight) / total]));
}

function recencyOf({ products }: Taste, nowMs: number): ReadonlyMap<Sku, number> {
  return new Map(products.map(({ sku, recency, lastBoughtAtMs }) => [sku, recency * decay(nowMs - lastBoughtAtMs)]));
}

function categoryShares({ taste, goods }: Shopper, prior: number, weightOf: (product: Taste['products'][number]) => number): Map<string, number> {
  const shares = new Map<string, number>();
  let total = prior;
  for (const product of taste.products) {
    const path = goods.get(product.sku)?.categoryPath;
    if (path === undefined || path.length === 0) continue;
    const weight = weightOf(product);
    const key = categoryKey(path);
    total += weight;
    shares.set(key, (shares.get(key) ?? 0) + weight);
  }
  for (const [key, weight] of shares) shares.set(key, weight / total);
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
