import type { AnyEvent, LogPosition } from '@vitrine/contracts';
import type { RecordHeaders } from './event-log.js';
import { REPLAY_HEADERS } from './headers.js';

/** An event that carries the position it was derived from. */
export interface DerivedEvent extends AnyEvent {
  readonly origin: LogPosition;
}

/**
 * What tells a derived event from its repetitions. Ordinarily the position it came from. Events replayed from the dead letters come late and in any
 * order, so each letter counts as a partition of its own (numbered by its offset) with one record: the highest origin applied then admits it once.
 */
export function originOf({ event, headers }: { readonly event: DerivedEvent; readonly headers: RecordHeaders }): LogPosition {
  const { [REPLAY_HEADERS.topic]: topic, [REPLAY_HEADERS.offset]: letter } = headers;
  return topic === undefined ? event.origin : { topic, partition: Number(letter), offset: 0 };
}
