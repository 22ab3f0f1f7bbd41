import { partitionKey, type EventContract, type Partition } from '@vitrine/contracts';
import type { EventLog } from './event-log.js';
import { originOf, type DerivedEvent } from './origin-of.js';
import { readRecords } from './read-records.js';

/** How far before the start is looked for events that come again after it: more than what one crash makes a worker publish twice. */
const LOOK_BACK = 10_000;

/**
 * Reads derived events of `[from, to)` in order and each once, without a group: one whose origin, or a later one, came before is left out,
 * as a consumer that keeps the highest origin per source partition does. Records that do not decode are left out too.
 */
export async function* readDerived<E extends DerivedEvent>(
  log: EventLog, contract: EventContract<E>, partition: Partition, from: number, to: number, signal?: AbortSignal,
): AsyncIterable<E> {
  const next = new Map<string, number>();
  for await (const { received } of readRecords(log, contract, { ...partition, begin: Math.max(0, from - LOOK_BACK), end: to }, signal)) {
    if (received === null) continue;
    const { event, position } = received;
    const origin = originOf(received);
    const key = partitionKey(origin);
    const repeated = origin.offset < (next.get(key) ?? 0);
    if (repeated) continue;
    next.set(key, origin.offset + 1);
    if (position.offset >= from) yield event;
  }
}
