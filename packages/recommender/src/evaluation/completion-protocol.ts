import { crc32 } from 'node:zlib';
import type { CompletionBasket } from '../completion/basket-completer.js';
import type { ScoredItem } from '../completion/best-items.js';

const DAY_MS = 86_400_000;
const PLACES = 10;

/** A basket with the time of its first line. */
export interface TimedBasket extends CompletionBasket {
  readonly atMs: number;
}

/** Means over the test baskets. */
export interface CompletionQuality {
  /** Share of baskets whose hidden item is among the first ten. */
  readonly hitRate10: number;
  /** Mean of 1 / log2(1 + rank) where the rank is at most ten, else 0. */
  readonly ndcg10: number;
}

/** What one seed gave. */
export interface SeedQuality extends CompletionQuality {
  readonly seed: number;
}

/** Baskets in the order of their sale: by the time of the first line, then by id; those of one item are left out. */
export function inOrderOfSale(baskets: readonly TimedBasket[]): TimedBasket[] {
  return baskets.filter(({ items }) => items.length > 1).toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}

/** Training is what was sold up to `holdoutDays` before the last basket; the rest is for testing. */
export function splitByTime(ordered: readonly TimedBasket[], holdoutDays: number): { readonly train: readonly TimedBasket[]; readonly test: readonly TimedBasket[] } {
  const cut = (ordered.at(-1)?.atMs ?? 0) - holdoutDays * DAY_MS;
  const first = ordered.findIndex(({ atMs }) => atMs > cut);
  return first < 0 ? { train: ordered, test: [] } : { train: ordered.slice(0, first), test: ordered.slice(first) };
}

/** Place of the item that a seed hides: crc32 of `seed:id` modulo the number of items. */
export function hiddenPlace(seed: number, { id, items }: CompletionBasket): number {
  return crc32(`${seed}:${id}`) % items.length;
}

/** Hides one item of each basket, asks for it by the others, and judges the first ten answers. */
export function completionQuality(
  test: readonly CompletionBasket[],
  complete: (query: readonly string[], top: number) => readonly ScoredItem[],
  seed: number,
): SeedQuality {
  let hits = 0;
  let gain = 0;
  for (const basket of test) {
    const place = hiddenPlace(seed, basket);
    const answers = complete(basket.items.filter((_, index) => index !== place), PLACES);
    const rank = 1 + answers.findIndex(({ item }) => item === basket.items[place]);
    if (rank === 0) continue;
    hits++;
    gain += 1 / Math.log2(1 + rank);
  }
  const baskets = Math.max(1, test.length);
  return { seed, hitRate10: hits / baskets, ndcg10: gain / baskets };
}

/** The mean over seeds. */
export function meanQuality(perSeed: readonly SeedQuality[]): CompletionQuality {
  const mean = (of: (one: SeedQuality) => number): number => perSeed.reduce((sum, one) => sum + of(one), 0) / Math.max(1, perSeed.length);
  return { hitRate10: mean(({ hitRate10 }) => hitRate10), ndcg10: mean(({ ndcg10 }) => ndcg10) };
}
