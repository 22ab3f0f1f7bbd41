import type { AnyEvent, EventContract } from '@vitrine/contracts';
import type { EventLog } from '../event-log.js';
import type { DeadLetter } from './dead-letter.js';

/**
 * Letters of a compacted topic whose key has a newer record in the log. Appended again, the old one would be what compaction keeps.
 * @returns offsets of those letters
 */
export async function supersededLetters(log: EventLog, contract: EventContract<AnyEvent>, letters: readonly DeadLetter<AnyEvent>[]): Promise<ReadonlySet<number>> {
  const superseded = new Set<number>();
  if (contract.topic.cleanup !== 'compact' || letters.length === 0) return superseded;
  for (const { topic, partition, end } of await log.ends(contract.topic.name)) {
    const here = letters.filter(({ origin }) => origin.partition === partition);
    if (here.length === 0) continue;
    const newest = new Map<string, number>();
    const from = Math.min(...here.map(({ origin }) => origin.offset)) + 1;
    for await (const { key, position } of log.read({ topic, partition }, from, end)) newest.set(key, position.offset);
    for (const { position, origin, record } of here) {
      if ((newest.get(record.key) ?? -1) > origin.offset) superseded.add(position.offset);
    }
  }
  return superseded;
}
