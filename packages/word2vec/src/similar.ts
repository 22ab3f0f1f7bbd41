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
  const lengths = vectors.words.map((_, row) => Math.sqrt(dot(vectors, row, row)));
  const scored = vectors.words.flatMap((word, row) => {
    const scale = lengths[row]! * lengths[asked]!;
    return row === asked ? [] : [{ word, score: scale > 0 ? dot(vectors, asked, row) / scale : 0 }];
  });
  return scored.toSorted((a, b) => b.score - a.score || (a.word < b.word ? -1 : 1)).slice(0, top);
}

function dot({ values, dim }: WordVectors, a: number, b: number): number {
  let sum = 0;
  for (let k = 0; k < dim; k++) sum += values[a * dim + k]! * values[b * dim + k]!;
  return sum;
}
