import { aBasket } from '@vitrine/testing';
import type { Sku } from '@vitrine/contracts';
import { Metrics } from '@vitrine/runtime';
import { ProductVectors, type ProductVector, type SimilarProduct, type VectorSpace } from '@vitrine/state';
import { describe, expect, it } from 'vitest';
import { IndexQuality } from './index-quality.js';

const SPACE = { chainId: aBasket().chainId, region: aBasket().region };

/** Finds only what has an even number. */
class HalfBlind extends ProductVectors {
  constructor(private readonly held: readonly ProductVector[]) {
    super();
  }

  override async nearest(_space: VectorSpace, query: Float32Array, count: number): Promise<readonly SimilarProduct[]> {
    const scored = this.held.map(({ sku, vector }, n) => ({ sku, n, score: vector[0]! * query[0]! + vector[1]! * query[1]! }));
    return scored.toSorted((a, b) => b.score - a.score).slice(0, count).filter(({ n }) => n % 2 === 0);
  }

  override async upsert(): Promise<void> {}
  override async replaceAll(): Promise<void> {}
  override async remove(): Promise<void> {}
  override async getMany(): Promise<ReadonlyMap<Sku, Float32Array>> { return new Map(); }
  override async size(): Promise<number> { return this.held.length; }
}

const circle = (turn: number): ProductVector[] =>
  Array.from({ length: 40 }, (_, n) => { const angle = (n / 40) * 2 * Math.PI + turn; return { sku: `p${n}` as Sku, vector: Float32Array.of(Math.cos(angle), Math.sin(angle)) }; });

describe('the quality of the index', () => {
  it('exports recall against exact search, and movement since the rebuild before', async () => {
    const metrics = new Metrics(false);
    const quality = new IndexQuality(new HalfBlind(circle(0)), metrics);
    await quality.measure(SPACE, circle(0));
    const first = await metrics.scrape();
    expect(first).toContain(`vitrine_vectors_index_recall{region="${SPACE.region}"} 0.5`);
    expect(first).toContain(`vitrine_vectors_indexed{region="${SPACE.region}"} 40`);
    expect(first).not.toContain('vitrine_vectors_movement{');
    await quality.measure(SPACE, circle(Math.PI / 3));
    expect(Number(/vitrine_vectors_movement\{[^}]*\} (\S+)/.exec(await metrics.scrape())?.[1])).toBeCloseTo(0.5, 6);
  });
});
