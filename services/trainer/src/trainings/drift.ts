import type { CentredVectors } from '@vitrine/word2vec';
import type { Puzzle } from './held-out.js';
import { mean, type Verdict } from './judge.js';

/** What a model is seen through when figures of quality alone would hide how it changes. */
export interface Drift {
  /** Share of the products known that were proposed at all. */
  readonly coverage10: number;
  /** Mean sales of what was proposed over those of what was hidden: 1 is fair, more is a preference for best sellers. */
  readonly popularityBias10: number;
  /** Share of hidden products that were never sold before. */
  readonly unknownShare: number;
  /** Mean of 1 - cosine between a product's vector before and after the rehearsal of the history, 0 to 2. */
  readonly movement: number;
}

/** @param sold how often a product was sold; 0 for an unknown one */
export function driftOf(puzzles: readonly Puzzle[], { proposed }: Verdict, before: CentredVectors, after: CentredVectors, sold: (item: string) => number): Drift {
  const known = puzzles.map(({ hidden }) => sold(hidden)).filter((count) => count > 0);
  const counts = Array.from(proposed, ([item, times]) => [sold(item) * times, times] as const);
  const meanProposed = counts.reduce((sum, [count]) => sum + count, 0) / Math.max(1, counts.reduce((sum, [, times]) => sum + times, 0));
  return {
    coverage10: proposed.size / Math.max(1, after.items.length),
    popularityBias10: known.length === 0 ? 0 : meanProposed / mean(known),
    unknownShare: 1 - known.length / Math.max(1, puzzles.length),
    movement: movement(before, after),
  };
}

/** Both of the same products in the same order. */
function movement(before: CentredVectors, after: CentredVectors): number {
  const { dim, items } = before;
  return mean(items.map((_, row) => {
    let cosine = 0;
    for (let k = row * dim; k < (row + 1) * dim; k++) cosine += before.values[k]! * after.values[k]!;
    return 1 - cosine;
  }));
}
