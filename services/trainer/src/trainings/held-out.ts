import { Random, type LearnerBasket } from '@vitrine/word2vec';

/** A basket with one product taken out, which a model is to find again. */
export interface Puzzle {
  readonly query: readonly string[];
  readonly hidden: string;
}

/** Sets the newest baskets aside to judge by: `share` of all, at most `most`. */
export function holdOut(baskets: readonly LearnerBasket[], share: number, most: number): { readonly train: readonly LearnerBasket[]; readonly heldOut: readonly LearnerBasket[] } {
  const cut = baskets.length - Math.min(most, Math.ceil(baskets.length * share));
  return { train: baskets.slice(0, cut), heldOut: baskets.slice(cut) };
}

/** Puzzles of those baskets that can be one; the hidden product is drawn by the basket's id. */
export function puzzles(heldOut: readonly LearnerBasket[]): Puzzle[] {
  return heldOut.flatMap(({ eventId, items }) => {
    const distinct = [...new Set(items)];
    if (distinct.length < 2) return [];
    const place = Random.from(`puzzle:${eventId}`).below(distinct.length);
    return [{ query: distinct.filter((_, index) => index !== place), hidden: distinct[place]! }];
  });
}
