import type { AnyEvent } from '@vitrine/contracts';
import type { LoggedRecord, NewRecord } from '../event-log.js';
import { REPLAY_HEADERS } from '../headers.js';
import type { DeadLetter } from './dead-letter.js';

/** The record as it was, with headers that say which letter it comes from and for which group. */
export function replayRecord({ record, position, group }: DeadLetter<AnyEvent>): NewRecord {
  const { key, value, timeMs, headers } = record;
  return { key, value, timeMs, headers: { ...headers, [REPLAY_HEADERS.topic]: position.topic, [REPLAY_HEADERS.offset]: String(position.offset), [REPLAY_HEADERS.group]: group } };
}

/** Whether a record is for this group: every record is but those replayed for another, as the others have dealt with them. */
export function isFor({ headers }: LoggedRecord, group: string): boolean {
  const wanted = headers[REPLAY_HEADERS.group];
  return wanted === undefined || wanted === group;
}
