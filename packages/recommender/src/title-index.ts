import type { KnownGoods } from './candidate.js';

const WORD = /[\p{L}\p{N}]{2,}/gu;

/**
 * Words of titles and categories, so that a product nobody bought yet is near to what reads like it. A word counts
 * ln(1 + N / n) when n of N products have it (inverse document frequency; Spärck Jones 1972), a product's words are of unit length.
 */
export class TitleIndex {
  private readonly numbers = new Map<string, number>();
  private readonly weights: Float64Array;
  /** Words of row i are `words` from `starts[i]` to `starts[i + 1]`, each with its share. */
  private readonly starts: Int32Array;
  private readonly words: Int32Array;
  private readonly shares: Float64Array;

  constructor(products: readonly KnownGoods[]) {
    const rows = products.map((product) => [...new Set(wordsOf(product))].map((word) => this.admit(word)));
    const counts = new Float64Array(this.numbers.size);
    for (const row of rows) for (const word of row) counts[word]!++;
    this.weights = counts.map((count) => Math.log1p(products.length / count));
    this.starts = new Int32Array(rows.length + 1);
    for (const [row, words] of rows.entries()) this.starts[row + 1] = this.starts[row]! + words.length;
    this.words = Int32Array.from(rows.flat());
    this.shares = Float64Array.from(rows.flatMap((row) => unit(row.map((word) => this.weights[word]!))));
  }

  /** Cosine of every row to a mixture of products, 0 to 1. Words that no row has are ignored. */
  cosines(mixture: readonly { readonly product: KnownGoods; readonly weight: number }[]): Float64Array {
    const profile = new Float64Array(this.weights.length);
    for (const { product, weight } of mixture) for (const word of wordsOf(product)) {
      const number = this.numbers.get(word);
      if (number !== undefined) profile[number]! += weight * this.weights[number]!;
    }
    const length = Math.sqrt(profile.reduce((sum, value) => sum + value * value, 0));
    const cosines = new Float64Array(this.starts.length - 1);
    if (length === 0) return cosines;
    for (let row = 0; row < cosines.length; row++) {
      let sum = 0;
      for (let at = this.starts[row]!; at < this.starts[row + 1]!; at++) sum += this.shares[at]! * profile[this.words[at]!]!;
      cosines[row] = sum / length;
    }
    return cosines;
  }

  private admit(word: string): number {
    const known = this.numbers.get(word);
    if (known !== undefined) return known;
    this.numbers.set(word, this.numbers.size);
    return this.numbers.size - 1;
  }
}

const remembered = new WeakMap<KnownGoods, readonly string[]>();

/** Distinct words of a product; remembered as long as the product is. */
function wordsOf(product: KnownGoods): readonly string[] {
  const known = remembered.get(product);
  if (known !== undefined) return known;
  const words = [...new Set(`${product.title} ${product.categoryPath.join(' ')}`.toLowerCase().match(WORD) ?? [])];
  remembered.set(product, words);
  return words;
}

function unit(values: readonly number[]): number[] {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}
