import type { EventLog, RecordBatch } from '@vitrine/messaging';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aRecord, after, LogBench, numbersOf } from './log-bench.js';
import { count, PATIENCE, TIMEOUT_MS } from './patience.js';

/** What a consumer group's one consumer is promised. */
export function describeDelivery(log: () => EventLog): void {
  describe('delivery', { timeout: TIMEOUT_MS }, () => {
    let bench: LogBench;
    afterEach(() => bench.clear());

    it('keeps the order of each key, in batches of one partition and no more than maxItems', async () => {
      bench = await LogBench.on(log(), { partitions: 3 });
      const batches: RecordBatch[] = [];
      await bench.subscribe(async (batch) => { batches.push(batch); return { next: after(batch.records) }; }, { maxItems: 7 });
      await bench.appendNumbered(120, { keys: 12 });
      await vi.waitFor(() => { expect(batches.flatMap(({ records }) => records)).toHaveLength(120); }, PATIENCE);
      for (const { records, source } of batches) {
        expect(records.length).toBeLessThanOrEqual(7);
        expect(new Set(records.map(({ position }) => `${position.topic}/${position.partition}`))).toEqual(new Set([`${source.topic}/${source.partition}`]));
      }
      for (let key = 0; key < 12; key++) {
        const numbers = numbersOf(batches.flatMap(({ records }) => records).filter((record) => record.key === `k${key}`));
        expect(numbers).toEqual(Array.from({ length: 10 }, (_, i) => key + i * 12));
      }
    });

    it('does not wait for a batch to be full', async () => {
      bench = await LogBench.on(log());
      const seen: number[] = [];
      await bench.subscribe(async ({ records }) => { seen.push(...numbersOf(records)); return { next: after(records) }; }, { maxItems: 1_000, maxWaitMs: 10 });
      await bench.append(aRecord(1));
      await vi.waitFor(() => { expect(seen).toEqual([1]); }, PATIENCE);
    });

    it('repeats a batch whose handler rejected, and loses nothing behind it', async () => {
      bench = await LogBench.on(log());
      await bench.appendNumbered(5);
      const seen: number[] = [];
      let failures = 2;
      await bench.subscribe(async ({ records }) => {
        if (failures > 0) { failures -= 1; throw new Error('not now'); }
        seen.push(...numbersOf(records));
        return { next: after(records) };
      });
      await vi.waitFor(() => { expect(seen).toEqual(count(5)); }, PATIENCE);
    });

    it('goes on from `next`, in the middle of a batch or before it', async () => {
      bench = await LogBench.on(log());
      await bench.appendNumbered(6);
      const firsts: number[] = [];
      const plan = [4, 2, 6];
      await bench.subscribe(async ({ records }) => {
        firsts.push(records[0]?.position.offset ?? -1);
        return { next: plan[firsts.length - 1] ?? after(records) };
      });
      await vi.waitFor(() => { expect(firsts).toEqual([0, 4, 2]); }, PATIENCE);
    });

    it('gives a new consumer what an earlier one did not finish', async () => {
      bench = await LogBench.on(log());
      await bench.appendNumbered(8);
      const dropped: number[] = [];
      const first = await bench.subscribe(async ({ records }) => { dropped.push(...numbersOf(records)); return { next: 3, pauseMs: 600_000 }; });
      await vi.waitFor(() => { expect(dropped.length).toBeGreaterThan(0); }, PATIENCE);
      await first.close();
      const seen: number[] = [];
      await bench.subscribe(async ({ records }) => { seen.push(...numbersOf(records)); return { next: after(records) }; });
      await vi.waitFor(() => { expect(seen).toEqual([3, 4, 5, 6, 7]); }, PATIENCE);
    });

    it('pauses only the partition that asked for it', async () => {
      bench = await LogBench.on(log(), { partitions: 2 });
      const positions = await bench.appendNumbered(20, { keys: 10 });
      const paused = positions[0]?.partition ?? 0;
      const seen = new Map<number, number[]>([[0, []], [1, []]]);
      let pauses = 0;
      await bench.subscribe(async ({ source, records }) => {
        if (source.partition === paused && pauses === 0) { pauses += 1; return { next: records[0]?.position.offset ?? 0, pauseMs: 1_000 }; }
        seen.get(source.partition)?.push(...records.map(({ position }) => position.offset));
        return { next: after(records) };
      });
      const inPartition = (partition: number): number => positions.filter((position) => position.partition === partition).length;
      await vi.waitFor(() => { expect(seen.get(1 - paused)).toEqual(count(inPartition(1 - paused))); }, PATIENCE);
      await vi.waitFor(() => { expect(seen.get(paused)).toEqual(count(inPartition(paused))); }, PATIENCE);
    });

    it('begins a new group at the end where it asks for the latest', async () => {
      bench = await LogBench.on(log());
      await bench.appendNumbered(3);
      const seen: number[] = [];
      await bench.subscribe(async ({ records }) => { seen.push(...numbersOf(records)); return { next: after(records) }; }, { from: 'latest' });
      // When a group of a remote log stands is not to be seen from outside: so append until something arrives.
      let next = 100;
      await vi.waitFor(async () => { await bench.append(aRecord(next++)); expect(seen.length).toBeGreaterThan(0); }, { ...PATIENCE, interval: 200 });
      expect(Math.min(...seen)).toBeGreaterThanOrEqual(100);
    });

    it('gives each group everything', async () => {
      bench = await LogBench.on(log());
      await bench.appendNumbered(4);
      const seen = { one: [] as number[], other: [] as number[] };
      await bench.subscribe(async ({ records }) => { seen.one.push(...numbersOf(records)); return { next: after(records) }; });
      await bench.subscribe(async ({ records }) => { seen.other.push(...numbersOf(records)); return { next: after(records) }; }, { group: `${bench.group}-other` });
      await vi.waitFor(() => { expect(seen).toEqual({ one: count(4), other: count(4) }); }, PATIENCE);
    });

    it('aborts the batch in hand when the consumer is closed, and waits for it', async () => {
      bench = await LogBench.on(log());
      await bench.appendNumbered(2);
      const steps: string[] = [];
      const consumer = await bench.subscribe(async ({ records, signal }) => {
        steps.push('begun');
        await new Promise((resolve) => { signal.addEventListener('abort', resolve, { once: true }); });
        steps.push('finished');
        return { next: records[0]?.position.offset ?? 0 };
      });
      await vi.waitFor(() => { expect(steps).toEqual(['begun']); }, PATIENCE);
      await consumer.close();
      expect(steps).toEqual(['begun', 'finished']);
      await expect(consumer.stopped).resolves.toBeUndefined();
    });

    it('tells how far the group is behind', async () => {
      bench = await LogBench.on(log());
      await bench.appendNumbered(10);
      const lag = async (): Promise<number> => (await bench.log.lag(bench.group, bench.topic.name)).reduce((sum, partition) => sum + partition.lag, 0);
      let done = false;
      const consumer = await bench.subscribe(async ({ records }) => { if (done) return { next: records[0]?.position.offset ?? 0, pauseMs: 600_000 }; done = true; return { next: 4 }; });
      await vi.waitFor(async () => { expect(await lag()).toBe(6); }, PATIENCE);
      await consumer.close();
      await bench.subscribe(async ({ records }) => ({ next: after(records) }));
      await vi.waitFor(async () => { expect(await lag()).toBe(0); }, PATIENCE);
    });
  });
}
