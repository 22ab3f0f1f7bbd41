import { partitionKey, VitrineError, type AnyEvent, type EventContract, type Partition } from '@vitrine/contracts';
import type { EventLog } from './event-log.js';
import { originOf, type DerivedEvent } from './origin-of.js';

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
  for await (const { value, position, headers } of log.read(partition, Math.max(0, from - LOOK_BACK), to, signal)) {
    const event = value === null ? null : decoded(contract, value);
    if (event === null) continue;
    const origin = originOf({ event, headers });
    const key = partitionKey(origin);
    const repeated = origin.offset < (next.get(key) ?? 0);
    if (repeated) continue;
    next.set(key, origin.offset + 1);
    if (position.offset >= from) yield event;
  }
}

function decoded<E extends AnyEvent>(contract: EventContract<E>, value: Buffer): E | null {
  try {
    return contract.decode(value);
  } catch (error) {
    if (error instanceof VitrineError) return null;
    throw error;
  }
}
