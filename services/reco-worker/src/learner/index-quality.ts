import { Injectable } from '@nestjs/common';
import type { CatalogueRegion } from '@vitrine/contracts';
import { Metrics } from '@vitrine/runtime';
import { nearestRows, ProductVectors, type ProductVector, type VectorSpace } from '@vitrine/state';

/** Products whose neighbours are compared, spread over all. */
const ASKED = 20;
const NEIGHBOURS = 10;

/** Exports how well a rebuilt index finds what exact search finds, and how far vectors moved since it was built before. */
@Injectable()
export class IndexQuality {
  private readonly before = new Map<string, ReadonlyMap<string, Float32Array>>();

  constructor(private readonly vectors: ProductVectors, private readonly metrics: Metrics) {}

  /** To be called when all vectors of a space were written. */
  async measure(space: VectorSpace, written: readonly ProductVector[]): Promise<void> {
    const { region } = space;
    this.metrics.gauge('vitrine_vectors_indexed', 'Products in the index when it was last rebuilt', ['region']).set({ region }, written.length);
    this.movement(space, written);
    if (written.length > NEIGHBOURS) {
      this.metrics.gauge('vitrine_vectors_index_recall', 'Share of the ten nearest products, by exact search, that the rebuilt index finds', ['region']).set({ region }, await this.recall(space, written));
    }
  }

  private async recall(space: VectorSpace, written: readonly ProductVector[]): Promise<number> {
    const dimension = written[0]!.vector.length;
    const elements = new Float32Array(written.length * dimension);
    for (const [row, { vector }] of written.entries()) elements.set(vector, row * dimension);
    const step = Math.max(1, Math.floor(written.length / ASKED));
    let [found, wanted] = [0, 0];
    for (let row = 0; row < written.length; row += step) {
      const query = written[row]!.vector;
      const exact = nearestRows({ elements, rows: written.length, dimension }, query, NEIGHBOURS).map((near) => written[near.row]!.sku);
      const answered = new Set((await this.vectors.nearest(space, query, NEIGHBOURS)).map(({ sku }) => sku));
      found += exact.filter((sku) => answered.has(sku)).length;
      wanted += exact.length;
    }
    return found / wanted;
  }

  private movement({ chainId, region }: VectorSpace, written: readonly ProductVector[]): void {
    const key = `${chainId}/${region}`;
    const before = this.before.get(key);
    this.before.set(key, new Map(written.map(({ sku, vector }) => [sku, vector])));
    if (before === undefined) return;
    const distances = written.flatMap(({ sku, vector }) => { const old = before.get(sku); return old?.length === vector.length ? [1 - dot(old, vector)] : []; });
    if (distances.length > 0) this.gaugeOfMovement(region, distances.reduce((sum, distance) => sum + distance, 0) / distances.length);
  }

  private gaugeOfMovement(region: CatalogueRegion, mean: number): void {
    this.metrics.gauge('vitrine_vectors_movement', 'Mean of 1 - cosine between a product’s vector and the one at the rebuild before', ['region']).set({ region }, mean);
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
