import type { AnyEvent, EventContract, Partition } from '@vitrine/contracts';
import type { ReceivedEvent } from './consumed-batch.js';
import { decodeRecord } from './decode-records.js';
import type { EventLog } from './event-log.js';

/** A stretch of one partition: `[begin, end)`. */
export interface LogRange extends Partition {
  readonly begin: number;
  readonly end: number;
}

/** A record that was read without a group; `received` is null for a tombstone. */
export interface ReadRecord<E extends AnyEvent> {
  readonly key: string;
  readonly offset: number;
  readonly received: ReceivedEvent<E> | null;
}

/** Reads a stretch in order, without a group. What does not decode is left out, as it is a dead letter. @throws VitrineError `log_unavailable` */
export async function* readRecords<E extends AnyEvent>(log: Pick<EventLog, 'read'>, contract: EventContract<E>, { topic, partition, begin, end }: LogRange, signal?: AbortSignal): AsyncGenerator<ReadRecord<E>> {
  if (begin >= end) return;
  for await (const record of log.read({ topic, partition }, begin, end, signal)) {
    const found = decodeRecord(contract, record);
    if (found.kind === 'event') yield { key: record.key, offset: record.position.offset, received: found.received };
    else if (found.kind === 'tombstone') yield { key: record.key, offset: record.position.offset, received: null };
  }
}
