import type { PromotionRecord, StandingClaim, StateBeside } from '@vitrine/state';
import { describe, expect, it } from 'vitest';
import { promotionId, sku, StateBench, STORE } from './state-bench.js';
import type { StateUnderTest } from './state.js';

const WEEK_MS = 7 * 86_400_000;

export function describeBesides(underTest: () => StateUnderTest): void {
  const begin = () => {
    const { state, clock } = underTest();
    const bench = new StateBench(state);
    const { chainId } = bench;
    const source = bench.partition();
    const week = Math.floor(clock.nowMs() / WEEK_MS);
    const claim = async (): Promise<StandingClaim> => ({ source, ...(await state.store.claim(source)) });
    const promotion = (name: string, discountPercent: number): PromotionRecord => ({
      chainId, storeId: STORE, promotionId: promotionId(name), changedAtMs: 1_000, sku: sku(1), startsAtMs: 0, endsAtMs: clock.nowMs() + 1_000_000, discountPercent, display: '', mailer: '', active: true,
    });
    const sell = ({ salesStatistics, basketCompanions }: Pick<StateBeside, 'salesStatistics' | 'basketCompanions'>, ...skus: ReturnType<typeof sku>[]) => [
      salesStatistics.count(chainId, STORE, 9, skus, 1), salesStatistics.countInWeek(chainId, week, skus, 1), basketCompanions.count(bench.space, { skus, units: 1 }, 1),
    ];
    const shown = async () => ({
      inStore: [...(await state.salesStatistics.inStore(chainId, STORE, [sku(1), sku(2), sku(3)])).values()],
      inWeek: [...(await state.salesStatistics.inWeek(chainId, week, [sku(1), sku(2), sku(3)])).values()],
      weights: [...(await state.basketCompanions.weights(bench.space, [sku(1), sku(2), sku(3)])).values()],
      companions: [...(await state.basketCompanions.of(bench.space, [sku(1), sku(2), sku(3)])).keys()],
    });
    const offered = async () => (await state.promotions.validAt(chainId, STORE, clock.nowMs())).map(({ promotionId: id, discountPercent }) => `${id} ${discountPercent}`).toSorted();
    return { state, bench, chainId, claim, promotion, sell, shown, offered, open: async () => state.statesBeside.open(chainId) };
  };

  describe('a state beside', () => {
    it('is not seen until it takes the place of all that was there', async () => {
      const { state, bench, open, claim, sell, shown } = begin();
      await bench.write(...sell(state, sku(1), sku(2)));
      const beside = await open();
      const before = await shown();
      await beside.write(sell(beside, sku(2), sku(3)));
      await beside.write(sell(beside, sku(3)));
      expect(await shown()).toEqual(before);
      expect(await beside.takePlace('sales', [await claim()])).toBe('applied');
      expect(await shown()).toEqual({ inStore: [0, 1, 2], inWeek: [0, 1, 2], weights: [0, 1, 2], companions: [sku(2), sku(3)] });
      await bench.write(...sell(state, sku(1)));
      expect((await shown()).inStore).toEqual([1, 1, 2]);
      await beside.discard();
      expect((await shown()).inStore).toEqual([1, 1, 2]);
    });

    it('changes promotions for who has read them before, too', async () => {
      const { bench, open, claim, promotion, offered, state } = begin();
      const beside = await open();
      await bench.write(state.promotions.put(promotion('a', 10)), state.promotions.put(promotion('b', 20)));
      expect(await offered()).toEqual(['a 10', 'b 20']);
      await beside.write([beside.promotions.put(promotion('b', 30)), beside.promotions.put(promotion('c', 40))]);
      expect(await offered()).toEqual(['a 10', 'b 20']);
      await beside.takePlace('promotions', [await claim()]);
      expect(await offered()).toEqual(['b 30', 'c 40']);
      await beside.discard();
    });

    it('takes no place when somebody has claimed since, or a watermark has moved', async () => {
      const { state, open, claim, sell, shown } = begin();
      const beside = await open();
      await beside.write(sell(beside, sku(1)));
      const early = await claim();
      const held = await claim();
      expect(await beside.takePlace('sales', [early])).toBe('stale');
      expect(await state.store.commit({ source: held.source, epoch: held.epoch, first: 0, next: 7 }, [])).toBe('applied');
      expect(await beside.takePlace('sales', [held])).toBe('stale');
      expect((await shown()).inStore).toEqual([0, 0, 0]);
      expect(await beside.takePlace('sales', [{ ...held, next: 7 }])).toBe('applied');
      expect((await shown()).inStore).toEqual([1, 0, 0]);
      await beside.discard();
    });

    it('that is empty leaves nothing', async () => {
      const { state, bench, chainId, open, claim, sell, shown } = begin();
      await bench.write(...sell(state, sku(1), sku(2)), state.stock.put({ chainId, storeId: STORE, sku: sku(1), countedAtMs: 1, onHandMilli: 5 }));
      const beside = await open();
      await beside.takePlace('sales', [await claim()]);
      expect(await shown()).toEqual({ inStore: [0, 0, 0], inWeek: [0, 0, 0], weights: [0, 0, 0], companions: [] });
      expect((await state.stock.onHand(chainId, STORE, [sku(1)])).size).toBe(1);
      await beside.takePlace('stock', [await claim()]);
      expect((await state.stock.onHand(chainId, STORE, [sku(1)])).size).toBe(0);
      await beside.discard();
    });

    it('begins empty, whatever an earlier one left', async () => {
      const { open, claim, sell, shown } = begin();
      const beside = await open();
      await beside.write(sell(beside, sku(1)));
      const second = await open();
      await second.write(sell(second, sku(2)));
      await second.takePlace('sales', [await claim()]);
      expect((await shown()).inStore).toEqual([0, 1, 0]);
      await second.discard();
    });
  });
}
