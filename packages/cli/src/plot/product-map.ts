import { UMAP } from 'umap-js';
import { Random } from '@vitrine/word2vec';
import { COLOURS, document, escaped, FRAME, place, rangeOf } from './drawing.js';

/** Products to be shown, the most important first. */
export interface MappedProducts {
  readonly names: readonly string[];
  /** One unit vector a product. */
  readonly vectors: readonly (readonly number[])[];
  /** Decides the drawing. */
  readonly seed: number;
}

/** The first so many are named. */
const NAMED = 60;
const LONGEST_NAME = 26;
/** UMAP cannot work with fewer points than neighbours. */
const NEIGHBOURS = 12;

/** Draws products near to each other where their vectors are (UMAP, cosine, McInnes et al. 2018), as SVG. The same seed gives the same bytes. */
export function productMap(title: string, { names, vectors, seed }: MappedProducts): string {
  const { width, height, top } = FRAME;
  const random = Random.from(`map:${seed}`);
  const places = vectors.length > NEIGHBOURS
    ? new UMAP({ nNeighbors: NEIGHBOURS, minDist: 0.15, distanceFn: cosineDistance, random: () => random.next() }).fit(vectors.map((vector) => [...vector]))
    : vectors.map((vector) => [vector[0] ?? 0, vector[1] ?? 0]);
  const [xs, ys] = [rangeOf(places.map(([x]) => x!)), rangeOf(places.map(([, y]) => y!))];
  const at = places.map(([x, y]) => [place(x!, xs, 20, width - 120), place(y!, ys, height - 16, top)] as const);
  return document(title, [
    ...at.map(([x, y], index) => `<circle cx="${x}" cy="${y}" r="${index < NAMED ? 3 : 1.8}" fill="${COLOURS[index < NAMED ? 1 : 0]}" fill-opacity="${index < NAMED ? 0.9 : 0.45}"/>`),
    ...at.slice(0, NAMED).map(([x, y], index) => `<text x="${x + 4}" y="${y + 3}" font-size="7">${escaped((names[index] ?? '').slice(0, LONGEST_NAME))}</text>`),
  ]);
}

/** Of unit vectors. */
function cosineDistance(a: number[], b: number[]): number {
  return 1 - a.reduce((sum, value, k) => sum + value * b[k]!, 0);
}
