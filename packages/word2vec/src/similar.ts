import { Best } from './best.js';
import type { WordVectors } from './word-vectors.js';

/** A word and how near it is. */
export interface SimilarWord {
  readonly word: string;
  /** Cosine similarity, -1 to 1; higher is more similar. */
  readonly score: number;
}

/**
 * The `top` words nearest to `query` by cosine, best first, without `query` itself. Ties by smaller word.
 * Null when `query` has no vector.
 */
export function similar(vectors: WordVectors, query: string, top: number): readonly SimilarWord[] | null {
  const asked = vectors.words.indexOf(query);
  if (asked < 0) return null;
  const { words } = vectors;
  const length = Math.sqrt(dot(vectors, asked, asked));
  const best = new Best(top, (a, b) => words[a]! < words[b]!);
  for (let row = 0; row < words.length; row++) {
    if (row === asked) continue;
    const scale = length * Math.sqrt(dot(vectors, row, row));
    best.offer(row, scale > 0 ? dot(vectors, asked, row) / scale : 0);
  }
  return best.rows().map(({ row, score }) => ({ word: words[row]!, score }));
}

function dot({ values, dim }: WordVectors, a: number, b: number): number {
  let sum = 0;
  for (let k = 0; k < dim; k++) sum += values[a * dim + k]! * values[b * dim + k]!;
  return sum;
}
