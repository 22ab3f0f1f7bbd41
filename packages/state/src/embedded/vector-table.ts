import type { Sku } from '@vitrine/contracts';
import { nearestRows } from '../exact-search.js';
import type { ProductVector, SimilarProduct } from '../product-vectors.js';

/** Unit vectors of one dimension in one array, searched exactly. */
export class VectorTable {
  private readonly skus: Sku[] = [];
  private readonly rows = new Map<Sku, number>();
  private elements: Float32Array;

  constructor(private readonly dimension: number, vectors: readonly ProductVector[]) {
    this.elements = new Float32Array(dimension * vectors.length);
    for (const vector of vectors) this.put(vector);
  }

  get size(): number {
    return this.skus.length;
  }

  get(sku: Sku): Float32Array | undefined {
    const row = this.rows.get(sku);
    return row === undefined ? undefined : this.elements.slice(row * this.dimension, (row + 1) * this.dimension);
  }

  put({ sku, vector }: ProductVector): void {
    const row = this.rows.get(sku) ?? this.newRow(sku);
    this.elements.set(vector, row * this.dimension);
  }

  nearest(query: Float32Array, count: number): SimilarProduct[] {
    return nearestRows({ elements: this.elements, rows: this.size, dimension: this.dimension }, query, count)
      .map(({ row, score }) => ({ sku: this.skus[row] as Sku, score }));
  }

  private newRow(sku: Sku): number {
    const row = this.skus.push(sku) - 1;
    this.rows.set(sku, row);
    if (this.elements.length < this.skus.length * this.dimension) {
      const grown = new Float32Array(this.dimension * Math.max(this.skus.length, row * 2));
      grown.set(this.elements);
      this.elements = grown;
    }
    return row;
  }
}
