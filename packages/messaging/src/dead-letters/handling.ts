import type { LogPosition } from '@vitrine/contracts';
import type { LoggedRecord, NewRecord } from '../event-log.js';
import { HANDLING_HEADERS } from '../headers.js';

/** What became of a dead letter. */
export interface Handling {
  readonly action: 'replayed' | 'discarded';
  /** Why; empty for a replay without one. */
  readonly reason: string;
  readonly atMs: number;
  /** Where the record stands now; null for one discarded. */
  readonly replayedTo: LogPosition | null;
}

/**
 * The note that stands for a handling, behind its letter in the same topic: the topic is the audit record of its letters.
 * @param letter offset of the dead letter
 */
export function handlingRecord(letter: number, { action, reason, atMs, replayedTo }: Handling): NewRecord {
  const headers = {
    [HANDLING_HEADERS.letter]: String(letter),
    [HANDLING_HEADERS.action]: action,
    [HANDLING_HEADERS.reason]: reason,
    ...(replayedTo === null ? {} : { [HANDLING_HEADERS.replayedTo]: JSON.stringify(replayedTo) }),
  };
  return { key: String(letter), value: null, headers, timeMs: atMs };
}

/** Reads such a note: the letter's offset and what became of it; null when the record is a dead letter. */
export function handlingOf({ headers, timeMs }: LoggedRecord): { readonly letter: number; readonly handling: Handling } | null {
  const letter = headers[HANDLING_HEADERS.letter];
  if (letter === undefined) return null;
  const replayedTo = headers[HANDLING_HEADERS.replayedTo];
  const handling: Handling = {
    action: headers[HANDLING_HEADERS.action] === 'discarded' ? 'discarded' : 'replayed',
    reason: headers[HANDLING_HEADERS.reason] ?? '',
    atMs: timeMs,
    replayedTo: replayedTo === undefined ? null : (JSON.parse(replayedTo) as LogPosition),
  };
  return { letter: Number(letter), handling };
}
