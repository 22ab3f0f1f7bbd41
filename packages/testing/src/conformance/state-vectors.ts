import type { Sku } from '@vitrine/contracts';
import { nearestRows, type ProductVector } from '@vitrine/state';
import { describe, expect, it } from 'vitest';
import { count } from './patience.js';
import { sku, StateBench, unit } from './state-bench.js';
import type { StateUnderTest } from './state.js';

const DIMENSION = 16;

/** Reproducible numbers in [-1, 1): the minimal standard generator of Park and Miller. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (2 * state) / 2_147_483_647 - 1;
  };
}

function vectorsFrom(seed: number, length: number): ProductVector[] {
  const next = numbersFrom(seed);
  return count(length).map((n) => ({ sku: sku(n), vector: unit(count(DIMENSION).map(next)) }));
}

function exact(vectors: readonly ProductVector[], query: Float32Array, top: number): Sku[] {
  const elements = Float32Array.from(vectors.flatMap(({ vector }) => [...vector]));
  return nearestRows({ elements, rows: vectors.length, dimension: DIMENSION }, query, top).map(({ row }) => sku(row));
}

export function describeVectors(underTest: () => StateUnderTest): void {
  const begin = () => {
    const { state } = underTest();
    const { space } = new StateBench(state);
    return { productVectors: state.productVectors, space };
  };

  describe('product vectors', () => {
    const vector = unit([1, ...count(DIMENSION - 1).map(() => 0)]);
    const opposite = vector.map((element) => -element);

    it('finds the same as an exact search', async () => {
      const { productVectors, space } = begin();
      const vectors = vectorsFrom(11, 120);
      await productVectors.upsert(space, vectors);
      for (const { vector: query } of vectorsFrom(97, 10)) {
        const found = await productVectors.nearest(space, query, 10);
        expect(found.map(({ sku }) => sku)).toEqual(exact(vectors, query, 10));
      }
    });

    it('scores by cosine: 1 for the same direction, -1 for the opposite, best first', async () => {
      const { productVectors, space } = begin();
      await productVectors.upsert(space, [{ sku: sku('same'), vector }, { sku: sku('opposite'), vector: opposite }, { sku: sku('across'), vector: unit([0, 1, ...count(DIMENSION - 2).map(() => 0)]) }]);
      const found = await productVectors.nearest(space, vector, 5);
      expect(found.map(({ sku }) => sku)).toEqual([sku('same'), sku('across'), sku('opposite')]);
      for (const [index, score] of [1, 0, -1].entries()) expect(found[index]?.score).toBeCloseTo(score, 4);
    });

    it('shows what was put or replaced at once', async () => {
      const { productVectors, space } = begin();
      expect(await productVectors.nearest(space, vector, 3)).toEqual([]);
      expect(await productVectors.size(space)).toBe(0);
      await productVectors.upsert(space, [{ sku: sku(1), vector: opposite }, { sku: sku(2), vector: unit(count(DIMENSION).map(() => 1)) }]);
      expect((await productVectors.nearest(space, vector, 1))[0]?.sku).toBe(sku(2));
      await productVectors.upsert(space, [{ sku: sku(1), vector }]);
      expect((await productVectors.nearest(space, vector, 1))[0]?.sku).toBe(sku(1));
      expect(await productVectors.size(space)).toBe(2);
    });

    it('gives back the vectors of known products; unknown ones are missing', async () => {
      const { productVectors, space } = begin();
      const [one, two] = vectorsFrom(3, 2) as [ProductVector, ProductVector];
      await productVectors.upsert(space, [one, two]);
      const found = await productVectors.getMany(space, [two.sku, sku('unknown')]);
      expect([...found.keys()]).toEqual([two.sku]);
      for (const [index, element] of two.vector.entries()) expect(found.get(two.sku)?.[index]).toBeCloseTo(element, 5);
      expect(await productVectors.getMany(space, [])).toEqual(new Map());
    });

    it('takes away what is named, and leaves the rest', async () => {
      const { productVectors, space } = begin();
      const vectors = vectorsFrom(7, 6);
      await productVectors.remove(space, [sku('nothing there')]);
      await productVectors.upsert(space, vectors);
      await productVectors.remove(space, [vectors[1]!.sku, vectors[4]!.sku, sku('unknown')]);
      expect(await productVectors.size(space)).toBe(4);
      expect([...(await productVectors.getMany(space, vectors.map(({ sku }) => sku))).keys()]).toEqual([0, 2, 3, 5].map((n) => vectors[n]!.sku));
      expect((await productVectors.nearest(space, vectors[1]!.vector, 6)).map(({ sku }) => sku)).not.toContain(vectors[1]!.sku);
      await productVectors.upsert(space, [vectors[1]!]);
      expect((await productVectors.nearest(space, vectors[1]!.vector, 1))[0]?.sku).toBe(vectors[1]!.sku);
    });

    it('replaces a whole set, also by one of another dimension or by nothing', async () => {
      const { productVectors, space } = begin();
      await productVectors.upsert(space, vectorsFrom(5, 20));
      await productVectors.replaceAll(space, [{ sku: sku('a'), vector: unit([1, 0]) }, { sku: sku('b'), vector: unit([1, 1]) }]);
      expect(await productVectors.size(space)).toBe(2);
      expect((await productVectors.nearest(space, unit([0, 1]), 5)).map(({ sku }) => sku)).toEqual([sku('b'), sku('a')]);
      await productVectors.replaceAll(space, []);
      expect(await productVectors.size(space)).toBe(0);
      await productVectors.upsert(space, vectorsFrom(5, 3));
      expect(await productVectors.size(space)).toBe(3);
    });

    it('never shows half of a replacement', async () => {
      const { productVectors, space } = begin();
      await productVectors.replaceAll(space, vectorsFrom(5, 40));
      const replacing = productVectors.replaceAll(space, vectorsFrom(6, 60));
      const sizes = await Promise.all(count(10).map(() => productVectors.size(space)));
      await replacing;
      expect(sizes.every((size) => size === 40 || size === 60)).toBe(true);
      expect(await productVectors.size(space)).toBe(60);
    });

    it('keeps spaces apart', async () => {
      const { productVectors, space } = begin();
      await productVectors.upsert(space, vectorsFrom(5, 4));
      expect(await productVectors.size({ ...space, region: 'region-2' as typeof space.region })).toBe(0);
    });

    it('refuses vectors without unit length, and puts none of a faulty lot', async () => {
      const { productVectors, space } = begin();
      const faulty = [new Float32Array(DIMENSION), new Float32Array(DIMENSION).fill(Number.NaN), new Float32Array(DIMENSION).fill(1)];
      for (const fault of faulty) {
        const lot = [...vectorsFrom(5, 2), { sku: sku('fault'), vector: fault }];
        await expect(productVectors.upsert(space, lot)).rejects.toMatchObject({ code: 'invalid_field' });
        await expect(productVectors.replaceAll(space, lot)).rejects.toMatchObject({ code: 'invalid_field' });
      }
      expect(await productVectors.size(space)).toBe(0);
    });

    it('refuses a query without direction and a vector of another dimension', async () => {
      const { productVectors, space } = begin();
      await productVectors.upsert(space, vectorsFrom(5, 2));
      await expect(productVectors.nearest(space, new Float32Array(DIMENSION), 3)).rejects.toMatchObject({ code: 'invalid_field' });
      await expect(productVectors.upsert(space, [{ sku: sku('short'), vector: unit([1, 2]) }])).rejects.toMatchObject({ code: 'invalid_field' });
    });
  });
}
