import { PurchaseRecorded, type EventId, type TillId } from '@vitrine/contracts';
import type { LoggedRecord } from '@vitrine/messaging';
import { aPurchase } from '@vitrine/testing';
import { describe, expect, it } from 'vitest';
import { mergedPurchases } from './merged-purchases.js';

const DAY_MS = 86_400_000;
const sale = (till: string, day: number): Buffer => PurchaseRecorded.encode(aPurchase({ tillId: till as TillId, occurredAtMs: day * DAY_MS }));

const foreign = PurchaseRecorded.encode(aPurchase({ eventId: 'something' as EventId }));

/** Tills in the order they are told, of a log with these values in its partitions, and the most records that were read ahead of what was told. */
async function told(...partitions: (Buffer | null)[][]): Promise<{ readonly ids: string[]; readonly ahead: number }> {
  let [given, ahead] = [0, 0];
  const log = {
    async *read({ topic, partition }: { topic: string; partition: number }, from: number, to: number): AsyncGenerator<LoggedRecord> {
      for (const [at, value] of partitions[partition]!.slice(from, to).entries()) {
        given += 1;
        yield await Promise.resolve({ position: { topic, partition, offset: from + at }, key: '', value, headers: {}, timeMs: 0 });
      }
    },
  };
  const ranges = partitions.map((values, partition) => ({ topic: 'purchases', partition, begin: 0, end: values.length }));
  const ids: string[] = [];
  for await (const { tillId } of mergedPurchases(log, ranges, new AbortController().signal)) {
    ids.push(tillId);
    ahead = Math.max(ahead, given - ids.length);
  }
  return { ids, ahead };
}

describe('purchases of all partitions', () => {
  it('are told oldest first, and those that came late where they stand', async () => {
    expect((await told([sale('a', 1), sale('d', 4)], [sale('b', 2), sale('c', 3), sale('late', 1), sale('e', 5)], [])).ids).toEqual(['a', 'b', 'c', 'late', 'd', 'e']);
  });

  it('are told once, without what is no purchase', async () => {
    expect((await told([sale('a', 1), null, Buffer.from('damaged'), foreign, sale('b', 50)], [sale('a', 2), sale('b', 51)])).ids).toEqual(['a', 'b']);
  });

  it('are read one ahead a partition, however many there are', async () => {
    const days = Array.from({ length: 300 }, (_, day) => day);
    expect(await told(days.map((day) => sale(`x${day}`, day)), days.map((day) => sale(`y${day}`, day)))).toMatchObject({ ahead: 1, ids: { length: 600 } });
  });
});
