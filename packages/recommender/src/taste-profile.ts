import type { Sku } from '@vitrine/contracts';
import { reachedBy } from './best-first.js';
import type { Shopper } from './candidate.js';
import { categoryKey } from './category-key.js';
import { decay } from './decay.js';
import type { Taste } from './taste.js';

/** Purchases a member is taken to have made elsewhere, so that the first few do not make a favourite category. */
const CATEGORY_PRIOR = 20;
const RECENT_CATEGORY_PRIOR = 5;
/** Products of the history that others are compared with, by companions, words and vectors: bounds the time of a decision. */
const COMPARED = 40;

/** A taste made ready to compare candidates with; lists are in the order of its products. */
export interface TasteProfile {
  readonly taste: Taste;
  /** Receipts with each product, each counting 2^(-age / half-life) now. */
  readonly recency: Float64Array;
  /** Places of the products that others are compared with: what weighs most by age. */
  readonly compared: readonly number[];
  /** Per category, keyed by the whole path, its share of all purchases. */
  readonly categories: ReadonlyMap<string, CategoryShare>;
  /** Mean of the vectors of the products compared with, each as heavy as the square root of its receipts by age, scaled to unit length; null without any. */
  readonly meanVector: Float32Array | null;
}

/** What share of the purchases falls in a category. */
export interface CategoryShare {
  /** As if 20 more had been made elsewhere. */
  readonly all: number;
  /** With each purchase counting by its age, as if 5 more had been made elsewhere. */
  readonly recent: number;
}

/** Condenses a shopper's taste as of `nowMs`. */
export function tasteProfile(shopper: Shopper, nowMs: number): TasteProfile {
  const { taste, vectors } = shopper;
  const recency = recencyOf(taste, nowMs);
  const compared = heaviest(taste, recency);
  return { taste, recency, compared, categories: categoryShares(shopper, recency), meanVector: vectors.size === 0 ? null : meanVector(shopper, recency, compared) };
}

/** Products that a decision compares candidates with, and looks for the companions and vectors of: what weighs most in the history by age. */
export function comparedProducts(taste: Taste, nowMs: number): readonly Sku[] {
  return heaviest(taste, recencyOf(taste, nowMs)).map((at) => taste.products[at]!.sku);
}

/** Places of the heaviest products, the heaviest first; ties by smaller sku. */
function heaviest({ products }: Taste, recency: Float64Array): readonly number[] {
  const all = [...products.keys()];
  const lowest = reachedBy(COMPARED, all, recency);
  return all.filter((at) => recency[at]! >= lowest).toSorted((a, b) => recency[b]! - recency[a]! || (products[a]!.sku < products[b]!.sku ? -1 : 1)).slice(0, COMPARED);
}

function recencyOf({ products }: Taste, nowMs: number): Float64Array {
  const weights = new Float64Array(products.length);
  for (const [at, { recency, lastBoughtAtMs }] of products.entries()) weights[at] = recency * decay(nowMs - lastBoughtAtMs);
  return weights;
}

function categoryShares({ taste: { products }, goods }: Shopper, recency: Float64Array): Map<string, CategoryShare> {
  const shares = new Map<string, { all: number; recent: number }>();
  const total = { all: CATEGORY_PRIOR, recent: RECENT_CATEGORY_PRIOR };
  for (const [at, { sku, receipts }] of products.entries()) {
    const path = goods.get(sku)?.categoryPath;
    if (path === undefined || path.length === 0) continue;
    const key = categoryKey(path);
    const share = shares.get(key) ?? { all: 0, recent: 0 };
    shares.set(key, share);
    for (const one of [share, total]) {
      one.all += receipts;
      one.recent += recency[at]!;
    }
  }
  for (const share of shares.values()) {
    share.all /= total.all;
    share.recent /= total.recent;
  }
  return shares;
}

function meanVector({ taste, vectors }: Shopper, recency: Float64Array, compared: readonly number[]): Float32Array | null {
  let sum: Float32Array | null = null;
  for (const at of compared) {
    const vector = vectors.get(taste.products[at]!.sku);
    if (vector === undefined) continue;
    sum ??= new Float32Array(vector.length);
    // While a model of another dimension takes its place, some are still of the old one.
    if (vector.length !== sum.length) continue;
    const weight = Math.sqrt(recency[at]!);
    for (let k = 0; k < sum.length; k++) sum[k]! += weight * vector[k]!;
  }
  const length = Math.hypot(...(sum ?? []));
  return length > 0 ? sum!.map((value) => value / length) : null;
}
