import { VitrineError, type AnyEvent, type EventContract } from '@vitrine/contracts';
import type { LoggedRecord } from './event-log.js';
import type { ReceivedEvent, Tombstone } from './consumed-batch.js';
import type { DeadLetterReason } from './dead-letters/dead-letter.js';

/** A record as far as it could be understood. */
export type DecodedRecord<E extends AnyEvent> = { readonly record: LoggedRecord } & (
  | { readonly kind: 'event'; readonly received: ReceivedEvent<E> }
  | { readonly kind: 'tombstone'; readonly tombstone: Tombstone }
  | { readonly kind: 'poison'; readonly reason: DeadLetterReason }
);

/** Decodes a record as an event of the contract; one that does not decode comes back with the reason. */
export function decodeRecord<E extends AnyEvent>(contract: EventContract<E>, record: LoggedRecord): DecodedRecord<E> {
  const { position, headers, key, value } = record;
  if (value === null) {
    if (contract.topic.cleanup === 'compact') return { kind: 'tombstone', record, tombstone: { key, position } };
    return { kind: 'poison', record, reason: { code: 'invalid_record', detail: 'a record without a value in a topic that is not compacted' } };
  }
  try {
    return { kind: 'event', record, received: { event: contract.decode(value), position, headers } };
  } catch (error) {
    const code = error instanceof VitrineError ? error.code : 'invalid_record';
    return { kind: 'poison', record, reason: { code, detail: error instanceof Error ? error.message : String(error) } };
  }
}
