import { randomUUID } from 'node:crypto';
import { partitionKey, VitrineError, type Partition } from '@vitrine/contracts';
import type { LoggedRecord, Subscription } from '../event-log.js';
import { GroupConsumer, type ConsumerSurroundings } from './group-consumer.js';
import { HandOver } from './hand-over.js';

const MAX_ITEMS = 500;
/** A broker that has records but sends none for so long counts as gone. */
const STALLED_MS = 30_000;

/**
 * Reads `[from, to)` of one partition. The client reads only as a member of a group, so this is a group of one that commits nothing,
 * starts where it is told, leaves the other partitions alone and is deleted at the end. Records are handed over one batch at a time.
 */
export async function* readPartition(surroundings: ConsumerSurroundings, partition: Partition, from: number, to: number, signal?: AbortSignal): AsyncIterable<LoggedRecord> {
  const range = (await surroundings.admin.ends(partition.topic)).find((one) => one.partition === partition.partition);
  if (range === undefined) throw new VitrineError('invalid_configuration', `there is no partition ${partitionKey(partition)}`, { ...partition });
  const [begin, end] = [Math.max(from, range.begin), Math.min(to, range.end)];
  if (begin >= end || signal?.aborted === true) return;
  const handOver = new HandOver();
  const subscription: Subscription = {
    group: `vitrine.read.${randomUUID()}`, topics: [partition.topic], maxItems: MAX_ITEMS, maxWaitMs: 0, from: 'earliest', ephemeral: true,
    resumeFrom: async () => begin,
  };
  const consumer = await GroupConsumer.start(surroundings, subscription, async ({ records, signal: lost }) => {
    await handOver.offer(records, lost);
    return { next: (records.at(-1)?.position.offset ?? begin) + 1 };
  }, partition);
  consumer.stopped.catch((error: unknown) => handOver.fail(error));
  const stopped = (): boolean => signal?.aborted === true;
  const abort = (): void => handOver.fail(null);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    let next = begin;
    while (next < end) {
      const records = await handOver.take(STALLED_MS);
      for (const record of records) {
        // After a rebalance the group of one starts over; what was read is not read twice.
        if (record.position.offset < next) continue;
        if (stopped() || record.position.offset >= end) return;
        next = record.position.offset + 1;
        yield record;
      }
      if (records.length === 0) return;
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    handOver.fail(null);
    await consumer.close();
  }
}
