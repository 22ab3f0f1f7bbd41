import { randomBytes, randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { CatalogueRegion, ChainId, Sku } from '@vitrine/contracts';
import { nearestRows, type ProductVector, type State } from '@vitrine/state';
import { openRedisState } from '@vitrine/state/redis';
import { startRedis } from '@vitrine/testing/infrastructure';
import * as fc from 'fast-check';
import { Redis } from 'ioredis';
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

  it('that a build left behind when it was broken off end by themselves, and hinder nobody', async () => {
    const keyPrefix = `builds-${randomUUID()}`;
    const settings = { url, masterKey: randomBytes(32), clock: { nowMs: () => 0 }, keyPrefix };
    const onlooker = new Redis(url);
    const building = async (): Promise<string[]> => onlooker.keys(`{${keyPrefix}}:vectors:${space.chainId}:${space.region}:*`);
    const first = await openRedisState(settings);
    const replacing = first.productVectors.replaceAll(space, vectors).catch(() => undefined);
    while ((await building()).length === 0) await setImmediate();
    await first.store.close();
    await replacing;
    const left = await building();
    expect(left).toHaveLength(1);
    expect(await onlooker.ttl(left[0] ?? '')).toBeGreaterThan(0);
    const second = await openRedisState(settings);
    await second.productVectors.replaceAll(space, vectors.slice(0, 20));
    expect([await second.productVectors.size(space), await building()]).toEqual([20, left]);
    await second.store.close();
    onlooker.disconnect();
  });

  it('of two processes that build at once are not mixed, although a restarted Redis counts its connections anew', async () => {
    const server = await startRedis({ own: true });
    const settings = { url: server.url, masterKey: randomBytes(32), clock: { nowMs: () => 0 } };
    const connect = async (): Promise<number> => {
      const connection = new Redis(server.url);
      const number = await connection.client('ID');
      connection.disconnect();
      return number;
    };
    for (let earlier = 0; earlier < 6; earlier += 1) await connect();
    const number = await connect() + 1;
    const before = await openRedisState(settings);
    await server.kill('SIGKILL');
    await server.restart();
    await expect.poll(async () => before.productVectors.size(space).catch(() => -1), { timeout: 10_000 }).toBe(0);
    while (await connect() < number - 1);
    const after = await openRedisState(settings);
    const [some, others] = [vectors.slice(0, 600), vectors.slice(600, 1_200)];
    await Promise.all([before.productVectors.replaceAll(space, some), after.productVectors.replaceAll(space, others)]);
    const [ofSome, ofOthers] = await Promise.all([some, others].map((built) => after.productVectors.getMany(space, built.map(({ sku }) => sku))));
    expect(new Set([ofSome?.size, ofOthers?.size])).toEqual(new Set([0, 600]));
    await before.store.close();
    await after.store.close();
    await server.stop();
  });
});
