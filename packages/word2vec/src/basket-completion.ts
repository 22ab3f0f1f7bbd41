import type { CentredVectors } from './centred-vectors.js';

/** Ranks products that could complete a basket. */
export class BasketCompletion {
  private readonly rows: ReadonlyMap<string, number>;

  constructor(private readonly vectors: CentredVectors) {
    this.rows = new Map(vectors.items.map((item, row) => [item, row]));
  }

  /**
   * The `top` items that fit `query` best, best first; items of the query are left out, unknown ones ignored.
   * Score = cosine to the sum of the query's vectors x confidence of the candidate. Ties by smaller item.
   */
  complete(query: readonly string[], top: number): { readonly item: string; readonly score: number }[] {
    const { items, dim, values, confidence } = this.vectors;
    const asked = new Set(query.flatMap((item) => this.rows.get(item) ?? []));
    const sum = new Float64Array(dim);
    for (const row of asked) for (let k = 0; k < dim; k++) sum[k]! += values[row * dim + k]!;
    const length = Math.hypot(...sum) || 1;
    const scored: { item: string; score: number }[] = [];
    for (const [row, item] of items.entries()) {
      if (asked.has(row)) continue;
      let dot = 0;
      for (let k = 0; k < dim; k++) dot += sum[k]! * values[row * dim + k]!;
      scored.push({ item, score: (dot / length) * confidence[row]! });
    }
    return scored.toSorted((a, b) => b.score - a.score || (a.item < b.item ? -1 : 1)).slice(0, top);
  }
}
