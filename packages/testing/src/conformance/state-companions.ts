import type { CatalogueRegion, Sku } from '@vitrine/contracts';
import { BasketCompanions, companionBasket } from '@vitrine/recommender';
import { COMPANION_BOUNDS, type VectorSpace } from '@vitrine/state';
import { describe, expect, it } from 'vitest';
import { count } from './patience.js';
import { sku, StateBench } from './state-bench.js';
import type { StateUnderTest } from './state.js';

export function describeCompanions(underTest: () => StateUnderTest): void {
  const begin = () => {
    const { state } = underTest();
    const bench = new StateBench(state);
    const { basketCompanions: companions } = state;
    const counted = (skus: readonly Sku[], sign: 1 | -1 = 1, space: VectorSpace = bench.space) => {
      const { products, units } = companionBasket(skus);
      return companions.count(space, { skus: products as readonly Sku[], units }, sign);
    };
    return { bench, space: bench.space, companions, counted };
  };

  describe('basket companions', () => {
    it('count a basket for each product and each pair of it, in its region', async () => {
      const { bench, space, companions, counted } = begin();
      await bench.write(counted([sku(1), sku(2)]), counted([sku(1), sku(2), sku(3)]), counted([sku(3)]));
      await bench.write(counted([sku(1), sku(9)], 1, { ...space, region: 'region-2' as CatalogueRegion }));
      const [half, third, whole] = [companionBasket(['a', 'b']).units, companionBasket(['a', 'b', 'c']).units, companionBasket(['a']).units];
      expect(await companions.weights(space, [sku(1), sku(3), sku(9)])).toEqual(new Map([[sku(1), half + third], [sku(3), third + whole], [sku(9), 0]]));
      expect(await companions.of(space, [sku(1), sku(9)])).toEqual(new Map([[sku(1), { weight: half + third, shared: new Map([[sku(2), half + third], [sku(3), third]]) }]]));
    });

    it('are taken back without a trace, and never fall below 0', async () => {
      const { bench, space, companions, counted } = begin();
      await bench.write(counted([sku(1), sku(2)]), counted([sku(1), sku(2)], -1), counted([sku(4), sku(5)], -1));
      expect(await companions.weights(space, [sku(1), sku(4)])).toEqual(new Map([[sku(1), 0], [sku(4), 0]]));
      expect(await companions.of(space, [sku(1), sku(2), sku(4)])).toEqual(new Map());
    });

    it('keep those with most units, bit for bit as the model in memory does', async () => {
      const { bench, space, companions, counted } = begin();
      const inMemory = new BasketCompanions();
      const baskets = count(160).map((n) => count(6).map((k) => sku(k === 0 ? 'hub' : (n * 7 + k * (1 + (n % 11))) % 190)));
      for (const basket of baskets) inMemory.count(basket);
      inMemory.count(baskets[3]!, -1);
      for (const basket of baskets) await bench.write(counted(basket));
      await bench.write(counted(baskets[3]!, -1));
      const asked = [sku('hub'), ...count(190).map(sku)];
      const expected = asked.flatMap((one) => { const row = inMemory.row(one); return row === null ? [] : [[one, row] as const]; });
      const held = await companions.of(space, asked);
      expect(held).toEqual(new Map(expected));
      expect(held.get(sku('hub'))!.shared.size).toBeLessThanOrEqual(COMPANION_BOUNDS.most);
      expect(held.get(sku('hub'))!.shared.size).toBeGreaterThan(60);
    });
  });
}
