import { randomBytes, randomUUID } from 'node:crypto';
import type { CatalogueRegion, ChainId, Sku } from '@vitrine/contracts';
import { nearestRows, type ProductVector, type State } from '@vitrine/state';
import { openRedisState } from '@vitrine/state/redis';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithRedis } from '../provided.js';

const DIMENSION = 16;
/** More than the adapter searches exactly, so the graph is what is judged. */
const PRODUCTS = 2_200;
const CLUSTERS = 9;
const QUERIES = 60;
const NEIGHBOURS = 10;

/** Numbers that look normally distributed, the same ones in every run. */
function* noise(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    let sum = 0;
    for (let i = 0; i < 6; i += 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      sum += state / 2 ** 32;
    }
    yield (sum - 3) / Math.SQRT1_2;
  }
}

function near(centre: Float32Array, spread: number, random: Generator<number, never>): Float32Array {
  const moved = centre.map((element) => element + (spread * random.next().value) / Math.sqrt(DIMENSION));
  const length = Math.hypot(...moved);
  return moved.map((element) => element / length);
}

describeWithRedis('product vectors on Redis', (url) => {
  const random = noise(7);
  const centres = Array.from({ length: CLUSTERS }, () => near(new Float32Array(DIMENSION), 1, random));
  const centre = (index: number): Float32Array => centres[index % CLUSTERS] ?? new Float32Array(DIMENSION);
  const queries = Array.from({ length: QUERIES }, (_, index) => near(centre(index), 0.5, random));
  const space = { chainId: 'chain' as ChainId, region: 'region' as CatalogueRegion };
  let vectors: ProductVector[] = Array.from({ length: PRODUCTS }, (_, index) => ({ sku: `sku-${index}` as Sku, vector: near(centre(index), 0.5, random) }));
  let state: State;

  beforeAll(async () => {
    state = await openRedisState({ url, masterKey: randomBytes(32), clock: { nowMs: () => 0 }, keyPrefix: `vectors-${randomUUID()}` });
  });
  afterAll(() => state.store.close());

  const recall = async (): Promise<number> => {
    const elements = new Float32Array(PRODUCTS * DIMENSION);
    for (const [row, { vector }] of vectors.entries()) elements.set(vector, row * DIMENSION);
    let found = 0;
    for (const query of queries) {
      const exact = new Set(nearestRows({ elements, rows: PRODUCTS, dimension: DIMENSION }, query, NEIGHBOURS).map(({ row }) => vectors[row]?.sku));
      found += (await state.productVectors.nearest(space, query, NEIGHBOURS)).filter(({ sku }) => exact.has(sku)).length;
    }
    return found / (QUERIES * NEIGHBOURS);
  };

  it('are found as an exact search finds them: after a build, after rewriting each of them, after a rebuild', async () => {
    await state.productVectors.replaceAll(space, vectors);
    expect(await recall()).toBeGreaterThanOrEqual(0.99);
    vectors = vectors.map(({ sku, vector }) => ({ sku, vector: near(vector, 0.1, random) }));
    await state.productVectors.upsert(space, vectors);
    expect(await recall()).toBeGreaterThanOrEqual(0.98);
    await state.productVectors.replaceAll(space, vectors);
    expect(await recall()).toBeGreaterThanOrEqual(0.99);
    expect(await state.productVectors.size(space)).toBe(PRODUCTS);
  });

  it('come back as they were put, rounding aside', async () => {
    const one = { ...space, region: 'bits' as CatalogueRegion };
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async (seed) => {
      const vector = near(new Float32Array(DIMENSION), 1, noise(seed));
      await state.productVectors.upsert(one, [{ sku: 'a' as Sku, vector }]);
      const held = (await state.productVectors.getMany(one, ['a' as Sku])).get('a' as Sku);
      for (const [index, element] of vector.entries()) expect(held?.[index]).toBeCloseTo(element, 6);
    }), { numRuns: 20 });
  });

  it('of another dimension are refused one by one, and taken as a whole', async () => {
    const other = { ...space, region: 'dimensions' as CatalogueRegion };
    await state.productVectors.upsert(other, [{ sku: 'a' as Sku, vector: Float32Array.of(1, 0) }]);
    const wider = { sku: 'a' as Sku, vector: Float32Array.of(1, 0, 0) };
    await expect(state.productVectors.upsert(other, [wider])).rejects.toMatchObject({ code: 'invalid_field' });
    await state.productVectors.replaceAll(other, [wider]);
    expect((await state.productVectors.getMany(other, ['a' as Sku])).get('a' as Sku)).toEqual(wider.vector);
  });

  it('are all found while the set is replaced', async () => {
    const busy = { ...space, region: 'busy' as CatalogueRegion };
    const some = vectors.slice(0, 400);
    await state.productVectors.replaceAll(busy, some);
    const progress = { done: false };
    const replacing = state.productVectors.replaceAll(busy, some).finally(() => { progress.done = true; });
    while (!progress.done) expect(await state.productVectors.nearest(busy, queries[0] ?? new Float32Array(), 5)).toHaveLength(5);
    await replacing;
  });
});
