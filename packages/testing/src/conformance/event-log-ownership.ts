import type { BatchHandler, EventLog, LogConsumer } from '@vitrine/messaging';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { after, LogBench, numbersOf } from './log-bench.js';
import { count, PATIENCE, TIMEOUT_MS } from './patience.js';

/** What holds between several consumers of a group. */
export function describeOwnership(log: () => EventLog): void {
  describe('ownership', { timeout: TIMEOUT_MS }, () => {
    let bench: LogBench;
    afterEach(() => bench.clear());

    it('gives every partition to one consumer', async () => {
      bench = await LogBench.on(log(), { partitions: 5 });
      const consumers = await Promise.all([1, 2, 3].map(() => bench.subscribe(async ({ records }) => ({ next: after(records) }))));
      await settled(consumers, 5);
      // Where only what must move is moved, an even share may take a further rebalance.
      await vi.waitFor(() => { expect(Math.max(...consumers.map((consumer) => consumer.assignment().length))).toBeLessThanOrEqual(2); }, PATIENCE);
    });

    it('loses nothing and never has two owners at once while consumers come and go', async () => {
      bench = await LogBench.on(log(), { partitions: 4 });
      const ledger = new Ledger();
      const first = await bench.subscribe(ledger.handler(), { maxItems: 10 });
      await settled([first], 4);
      let written = 0;
      const write = async (records: number): Promise<void> => { await bench.appendNumbered(records, { from: written, keys: 20 }); written += records; };
      await write(100);
      const joining = bench.subscribe(ledger.handler(), { maxItems: 10 });
      await write(100);
      const second = await joining;
      await settled([first, second], 4);
      await write(100);
      await first.close();
      await write(100);
      await vi.waitFor(() => { expect(ledger.seen.size).toBe(400); }, PATIENCE);
      expect([...ledger.seen].toSorted((a, b) => a - b)).toEqual(count(400));
      expect(ledger.overlaps).toBe(0);
      expect(second.assignment()).toHaveLength(4);
    });
  });

  describe('resuming', { timeout: TIMEOUT_MS }, () => {
    let bench: LogBench;
    afterEach(() => bench.clear());

    it.each([['behind', 2, 6], ['ahead of', 6, 2]])('starts at the watermark when it is %s the group’s offset', async (_where, watermark, committed) => {
      bench = await LogBench.on(log());
      await bench.appendNumbered(10);
      const earlier = await bench.subscribe(async () => ({ next: committed, pauseMs: 600_000 }));
      await vi.waitFor(async () => { expect((await bench.log.lag(bench.group, bench.topic.name))[0]?.committed).toBe(committed); }, PATIENCE);
      await earlier.close();
      const seen: number[] = [];
      let asked = 0;
      await bench.subscribe(async ({ records }) => { seen.push(...numbersOf(records)); return { next: after(records) }; }, { resumeFrom: async () => { asked += 1; return watermark; } });
      await vi.waitFor(() => { expect(seen).toEqual(count(10).slice(watermark)); }, PATIENCE);
      expect(asked).toBe(1);
    });

    it('asks again when the watermark cannot be told, and delivers nothing before', async () => {
      bench = await LogBench.on(log());
      await bench.appendNumbered(4);
      const seen: number[] = [];
      let failures = 2;
      await bench.subscribe(async ({ records }) => { seen.push(...numbersOf(records)); return { next: after(records) }; }, {
        resumeFrom: async () => {
          if (failures > 0) { failures -= 1; throw new Error('state store down'); }
          return 1;
        },
      });
      await vi.waitFor(() => { expect(seen).toEqual([1, 2, 3]); }, PATIENCE);
    });
  });
}

async function settled(consumers: readonly LogConsumer[], partitions: number): Promise<void> {
  await vi.waitFor(() => {
    const owned = consumers.flatMap((consumer) => consumer.assignment().map(({ partition }) => partition));
    expect(owned.toSorted((a, b) => a - b)).toEqual(count(partitions));
    expect(consumers.every((consumer) => consumer.assignment().length > 0)).toBe(true);
  }, PATIENCE);
}

/** Sees what several consumers process, and whether two had the same partition at once. */
class Ledger {
  readonly seen = new Set<number>();
  overlaps = 0;
  private readonly busy = new Set<number>();

  handler(): BatchHandler {
    return async ({ source, records }) => {
      if (this.busy.has(source.partition)) this.overlaps += 1;
      this.busy.add(source.partition);
      await new Promise((resolve) => { setTimeout(resolve, 5); });
      for (const number of numbersOf(records)) this.seen.add(number);
      this.busy.delete(source.partition);
      return { next: after(records) };
    };
  }
}
