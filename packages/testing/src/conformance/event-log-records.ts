import { partitionOf, type EventLog } from '@vitrine/messaging';
import { describe, expect, it } from 'vitest';
import { aRecord, LogBench, numbersOf } from './log-bench.js';

/** What appending and reading promise. */
export function describeRecords(log: () => EventLog): void {
  describe('records', () => {
    it('come back as they were appended, in order', async () => {
      const bench = await LogBench.on(log());
      const record = { key: 'clé', value: Buffer.from([0, 255, 1]), timeMs: 1_764_000_000_000, headers: { 'event-id': 'e-1', 'store-id': 'ß' } };
      const positions = await bench.append(record, aRecord(7, 'clé'));
      const read = await bench.readAll({ topic: bench.topic.name, partition: 0 });
      expect(read.map(({ position }) => position)).toEqual(positions);
      expect(read[0]).toEqual({ ...record, position: positions[0] });
      expect(positions.map(({ offset }) => offset)).toEqual([0, 1]);
    });

    it('of one key stand in one partition, the one that Kafka’s default partitioner chooses', async () => {
      const bench = await LogBench.on(log(), { partitions: 4 });
      const positions = await bench.appendNumbered(40, { keys: 10 });
      for (const [number, { partition }] of positions.entries()) expect(partition).toBe(partitionOf(`k${number % 10}`, 4));
    });

    it('are read within the range asked for, and no further than the end', async () => {
      const bench = await LogBench.on(log());
      await bench.appendNumbered(10);
      const numbers = async (from: number, to: number): Promise<number[]> => {
        const read: number[] = [];
        for await (const record of bench.log.read({ topic: bench.topic.name, partition: 0 }, from, to)) read.push(...numbersOf([record]));
        return read;
      };
      expect(await numbers(3, 6)).toEqual([3, 4, 5]);
      expect(await numbers(8, 100)).toEqual([8, 9]);
      expect(await numbers(5, 5)).toEqual([]);
    });

    it('can be tombstones', async () => {
      const bench = await LogBench.on(log(), { cleanup: 'compact' });
      await bench.append(aRecord(1, 'gone'), { key: 'gone', value: null, timeMs: 2 });
      const read = await bench.readAll({ topic: bench.topic.name, partition: 0 });
      expect(read.at(-1)).toMatchObject({ key: 'gone', value: null });
    });

    it('move the end of their partition', async () => {
      const bench = await LogBench.on(log(), { partitions: 2 });
      expect(await bench.log.ends(bench.topic.name)).toEqual([0, 1].map((partition) => ({ topic: bench.topic.name, partition, begin: 0, end: 0 })));
      await bench.appendNumbered(9, { keys: 9 });
      const ends = await bench.log.ends(bench.topic.name);
      expect(ends.reduce((sum, { end }) => sum + end, 0)).toBe(9);
    });
  });

  describe('topics', () => {
    it('can be ensured again, but not with other partitions', async () => {
      const bench = await LogBench.on(log(), { partitions: 2 });
      await bench.log.ensureTopics([bench.topic]);
      await expect(bench.log.ensureTopics([{ ...bench.topic, partitions: 3 }])).rejects.toMatchObject({ code: 'invalid_configuration' });
    });
  });
}
