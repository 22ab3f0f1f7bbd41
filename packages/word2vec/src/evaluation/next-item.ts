import { Random } from '../random.js';
import type { WordVectors } from '../word-vectors.js';

/** What was chosen last, and what was chosen just before it. */
export interface NextItemPair {
  readonly query: string;
  readonly target: string;
}

/** Sessions to train on, and pairs to choose settings by and to test with. */
export interface NextItemSplit {
  /** Every session without its last item. */
  readonly train: readonly (readonly string[])[];
  readonly test: readonly NextItemPair[];
  readonly validation: readonly NextItemPair[];
}

/** How well the next item is found among the nearest; 0 to 1, higher is better. */
export interface NextItemQuality {
  readonly hitRate10: number;
  readonly ndcg10: number;
}

const MOST_PAIRS = 1000;
const PLACES = 10;

/**
 * Next-item prediction as Caselles-Dupré et al. (RecSys 2018) set it up: of `seed`, 1,000 sessions test and the next 1,000 validate, each by
 * its last two items. When there are fewer than 2,000, each gets half. Sessions of one item only are trained on without it: not at all.
 */
export function splitNextItem(sessions: readonly (readonly string[])[], seed: number): NextItemSplit {
  const pairs = sessions.flatMap((session) => (session.length < 2 ? [] : [{ query: session.at(-2)!, target: session.at(-1)! }]));
  const count = Math.min(MOST_PAIRS, Math.floor(pairs.length / 2));
  const random = Random.from(`next-item:${seed}`);
  for (let place = 0; place < 2 * count; place++) {
    const chosen = place + random.below(pairs.length - place);
    [pairs[place], pairs[chosen]] = [pairs[chosen]!, pairs[place]!];
  }
  return { train: sessions.map((session) => session.slice(0, -1)), test: pairs.slice(0, count), validation: pairs.slice(count, 2 * count) };
}

/**
 * Share of pairs whose target is among the ten vectors nearest to the query's, the query's own left out, and their mean gain 1 / log2(1 + rank).
 * A query that is its own target is found at rank 1, as in the authors' program; an item without a vector is not found. Ties by smaller row.
 */
export function nextItemQuality(vectors: WordVectors, pairs: readonly NextItemPair[], measure: 'euclid' | 'cosine'): NextItemQuality {
  const rows = new Map(vectors.words.map((word, row) => [word, row]));
  const squares = vectors.words.map((_, row) => dot(vectors, row, row));
  let hits = 0;
  let gain = 0;
  for (const { query, target } of pairs) {
    const rank = query === target ? 1 : rankOf(vectors, squares, rows.get(query), rows.get(target), measure);
    if (rank > PLACES) continue;
    hits++;
    gain += 1 / Math.log2(1 + rank);
  }
  const count = Math.max(1, pairs.length);
  return { hitRate10: hits / count, ndcg10: gain / count };
}

function rankOf(vectors: WordVectors, squares: readonly number[], query: number | undefined, target: number | undefined, measure: 'euclid' | 'cosine'): number {
  if (query === undefined || target === undefined) return Infinity;
  // Both rise as the distance falls, for one query; its own length changes nothing.
  const score = (row: number): number => {
    const product = dot(vectors, query, row);
    return measure === 'euclid' ? 2 * product - squares[row]! : product / Math.sqrt(squares[row]! || 1);
  };
  const reached = score(target);
  let rank = 1;
  for (let row = 0; row < vectors.words.length; row++) {
    if (row === query || row === target) continue;
    const other = score(row);
    if (other > reached || (other === reached && row < target)) rank++;
  }
  return rank;
}

function dot({ values, dim }: WordVectors, a: number, b: number): number {
  let sum = 0;
  for (let k = 0; k < dim; k++) sum += values[a * dim + k]! * values[b * dim + k]!;
  return sum;
}
