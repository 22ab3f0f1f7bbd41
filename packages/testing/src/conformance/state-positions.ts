import { describe, expect, it } from 'vitest';
import { count } from './patience.js';
import { BOOTH, sku, StateBench, STORE } from './state-bench.js';
import type { StateUnderTest } from './state.js';

export function describePositions(underTest: () => StateUnderTest, reopen: () => Promise<void>): void {
  const begin = () => {
    const { state, clock } = underTest();
    const bench = new StateBench(state);
    const { chainId } = bench;
    return {
      state, clock, bench, chainId, source: bench.partition(),
      sold: () => state.salesStatistics.count(chainId, STORE, 10, [sku(1)], 1),
      soldSoFar: async () => (await state.salesStatistics.inStore(chainId, STORE, [sku(1)])).get(sku(1)),
    };
  };

  describe('effects and positions', () => {
    it('knows no watermark before anything was applied', async () => {
      const { state, source } = begin();
      expect((await state.store.claim(source)).next).toBeNull();
    });

    it('raises the epoch with every claim and tells the watermark', async () => {
      const { state, source, sold } = begin();
      const first = await state.store.claim(source);
      await state.store.commit({ source, epoch: first.epoch, first: 3, next: 7 }, [sold()]);
      const second = await state.store.claim(source);
      expect(second.epoch).toBeGreaterThan(first.epoch);
      expect(second.next).toBe(7);
    });

    it('tells the watermark also without a claim, which stays good', async () => {
      const { state, source } = begin();
      expect(await state.store.watermark(source)).toBeNull();
      const { epoch } = await state.store.claim(source);
      await state.store.commit({ source, epoch, first: 0, next: 3 }, []);
      expect(await state.store.watermark(source)).toBe(3);
      expect(await state.store.commit({ source, epoch, first: 3, next: 4 }, [])).toBe('applied');
    });

    it('applies a step once: committing it again is stale and changes nothing', async () => {
      const { state, source, sold, soldSoFar } = begin();
      const { epoch } = await state.store.claim(source);
      const step = { source, epoch, first: 0, next: 2 };
      expect(await state.store.commit(step, [sold(), sold()])).toBe('applied');
      expect(await state.store.commit(step, [sold(), sold()])).toBe('stale');
      expect(await soldSoFar()).toBe(2);
      expect((await state.store.claim(source)).next).toBe(2);
    });

    it('is stale for a step that overlaps what was applied', async () => {
      const { state, source, sold, soldSoFar } = begin();
      const { epoch } = await state.store.claim(source);
      await state.store.commit({ source, epoch, first: 0, next: 5 }, [sold()]);
      expect(await state.store.commit({ source, epoch, first: 4, next: 8 }, [sold()])).toBe('stale');
      expect(await soldSoFar()).toBe(1);
    });

    it('takes a step beyond the watermark, as offsets may have gaps', async () => {
      const { state, source, sold } = begin();
      const { epoch } = await state.store.claim(source);
      await state.store.commit({ source, epoch, first: 0, next: 1 }, [sold()]);
      expect(await state.store.commit({ source, epoch, first: 5, next: 9 }, [sold()])).toBe('applied');
      expect((await state.store.claim(source)).next).toBe(9);
    });

    it('moves the watermark of a step without writes', async () => {
      const { state, source } = begin();
      const { epoch } = await state.store.claim(source);
      expect(await state.store.commit({ source, epoch, first: 0, next: 4 }, [])).toBe('applied');
      expect((await state.store.claim(source)).next).toBe(4);
    });

    it('fences a worker whose partition was claimed by another; nothing of it is written', async () => {
      const { state, source, sold, soldSoFar } = begin();
      const zombie = await state.store.claim(source);
      const owner = await state.store.claim(source);
      await expect(state.store.commit({ source, epoch: zombie.epoch, first: 0, next: 1 }, [sold()])).rejects.toMatchObject({ name: 'VitrineError', code: 'fenced' });
      expect(await soldSoFar()).toBe(0);
      expect(await state.store.commit({ source, epoch: owner.epoch, first: 0, next: 1 }, [sold()])).toBe('applied');
    });

    it('fences a zombie also where its step would be stale', async () => {
      const { state, source, sold } = begin();
      const zombie = await state.store.claim(source);
      const owner = await state.store.claim(source);
      await state.store.commit({ source, epoch: owner.epoch, first: 0, next: 1 }, [sold()]);
      await expect(state.store.commit({ source, epoch: zombie.epoch, first: 0, next: 1 }, [sold()])).rejects.toMatchObject({ code: 'fenced' });
    });

    it('carries out the writes of different ports in one step, in their order', async () => {
      const { state, clock, bench, chainId, source } = begin();
      const { epoch } = await state.store.claim(source);
      const address = { chainId, storeId: STORE, boothId: BOOTH };
      const slate = bench.slate(clock.nowMs());
      await state.store.commit({ source, epoch, first: 0, next: 1 }, [
        state.receiptLedger.markApplied(bench.receipt(1)), state.offerBoard.show(slate), state.offerBoard.clear(address), state.offerBoard.show({ ...slate, offers: [] }),
        state.store.originApplied(bench.group, { topic: 'frame.captured.v1', partition: 2, offset: 8 }),
      ]);
      expect(await state.receiptLedger.applied([bench.receipt(1)])).toEqual(new Set([bench.receipt(1)]));
      expect((await state.offerBoard.current(address, slate.decidedAtMs))?.slate.offers).toEqual([]);
      expect(await state.store.originNext(bench.group, { topic: 'frame.captured.v1', partition: 2 })).toBe(9);
    });

    it('keeps partitions, topics and groups apart, however many commit at once', async () => {
      const { state, bench, sold, soldSoFar } = begin();
      const sources = [...count(6).map((partition) => bench.partition(partition)), { ...bench.partition(), topic: 'other.v1' }, { ...bench.partition(), group: `${bench.group}-b` }];
      await Promise.all(sources.map(async (source) => {
        const { epoch } = await state.store.claim(source);
        for (const first of count(10)) await state.store.commit({ source, epoch, first, next: first + 1 }, [sold()]);
      }));
      expect(await soldSoFar()).toBe(sources.length * 10);
      const claims = await Promise.all(sources.map((source) => state.store.claim(source)));
      expect(claims.map(({ next }) => next)).toEqual(sources.map(() => 10));
    });

    it('lets one of several commits of the same step win', async () => {
      const { state, source, sold, soldSoFar } = begin();
      const { epoch } = await state.store.claim(source);
      const outcomes = await Promise.all(count(8).map(() => state.store.commit({ source, epoch, first: 0, next: 1 }, [sold()])));
      expect(outcomes.filter((outcome) => outcome === 'applied')).toHaveLength(1);
      expect(await soldSoFar()).toBe(1);
    });

    it('gives every one of several claims at once an epoch of its own', async () => {
      const { state, source } = begin();
      const claims = await Promise.all(count(8).map(() => state.store.claim(source)));
      expect(new Set(claims.map(({ epoch }) => epoch)).size).toBe(8);
    });

    it('refuses a step that moves back', async () => {
      const { state, source } = begin();
      const { epoch } = await state.store.claim(source);
      await expect(state.store.commit({ source, epoch, first: 3, next: 2 }, [])).rejects.toMatchObject({ name: 'VitrineError' });
    });

    it('carries a step that stays out only where the watermark stands exactly there', async () => {
      const { state, source } = begin();
      const { epoch } = await state.store.claim(source);
      expect(await state.store.commit({ source, epoch, first: 3, next: 3 }, [])).toBe('stale');
      await state.store.commit({ source, epoch, first: 0, next: 3 }, []);
      expect(await state.store.commit({ source, epoch, first: 4, next: 4 }, [])).toBe('stale');
      expect(await state.store.commit({ source, epoch, first: 3, next: 3 }, [])).toBe('applied');
      expect(await state.store.watermark(source)).toBe(3);
    });

    it('remembers the highest applied position of each origin', async () => {
      const { state, bench } = begin();
      const origin = { topic: 'identity.resolved.v1', partition: 1 };
      expect(await state.store.originNext(bench.group, origin)).toBeNull();
      await bench.write(state.store.originApplied(bench.group, { ...origin, offset: 41 }));
      await bench.write(state.store.originApplied(bench.group, { ...origin, offset: 12 }));
      expect(await state.store.originNext(bench.group, origin)).toBe(42);
      expect(await state.store.originNext(bench.group, { ...origin, partition: 2 })).toBeNull();
      expect(await state.store.originNext(`${bench.group}-b`, origin)).toBeNull();
    });

    it('keeps effect, watermark and epoch when it is opened anew', async () => {
      const { state, bench, chainId, source, sold } = begin();
      const before = await state.store.claim(source);
      await state.store.commit({ source, epoch: before.epoch, first: 0, next: 3 }, [sold(), state.store.originApplied(bench.group, { topic: 't', partition: 0, offset: 5 })]);
      await reopen();
      const later = underTest().state;
      expect((await later.salesStatistics.inStore(chainId, STORE, [sku(1)])).get(sku(1))).toBe(1);
      expect(await later.store.originNext(bench.group, { topic: 't', partition: 0 })).toBe(6);
      const claim = await later.store.claim(source);
      expect(claim.epoch).toBeGreaterThan(before.epoch);
      expect(claim.next).toBe(3);
    });
  });
}
