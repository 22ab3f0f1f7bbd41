import { Best } from './best.js';
import type { CentredVectors } from './centred-vectors.js';

/** Ranks products that could complete a basket. */
export class BasketCompletion {
  private readonly rows: ReadonlyMap<string, number>;

  constructor(private readonly vectors: CentredVectors) {
    this.rows = new Map(vectors.items.map((item, row) => [item, row]));
  }

  /**
   * The `top` items that fit `query` best, best first; items of the query are left out, unknown ones ignored.
   * Score = cosine to the sum of the query's vectors, each times its confidence, x confidence of the candidate. Ties by smaller item.
   */
  complete(query: readonly string[], top: number): { readonly item: string; readonly score: number }[] {
    const { items, dim, values, confidence } = this.vectors;
    const asked = new Set(query.flatMap((item) => this.rows.get(item) ?? []));
    const sum = new Float64Array(dim);
    for (const row of asked) for (let k = 0; k < dim; k++) sum[k]! += confidence[row]! * values[row * dim + k]!;
    const length = Math.hypot(...sum) || 1;
    const best = new Best(top, (a, b) => items[a]! < items[b]!);
    for (let row = 0; row < items.length; row++) {
      if (asked.has(row)) continue;
      let dot = 0;
      for (let k = 0; k < dim; k++) dot += sum[k]! * values[row * dim + k]!;
      best.offer(row, (dot / length) * confidence[row]!);
    }
    return best.rows().map(({ row, score }) => ({ item: items[row]!, score }));
  }
}
