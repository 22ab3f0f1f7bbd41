import type { AnyEvent, ErrorCode, EventContract, LogPosition } from '@vitrine/contracts';
import type { LoggedRecord } from '../event-log.js';
import { DEAD_LETTER_HEADERS } from '../headers.js';

/** Why a record was put aside. */
export interface DeadLetterReason {
  readonly code: ErrorCode;
  /** One sentence without personal data. */
  readonly detail: string;
}

/** A record that was put aside, and why. */
export interface DeadLetter<E extends AnyEvent> {
  /** Where the dead letter stands. */
  readonly position: LogPosition;
  /** Where the record stood. */
  readonly origin: LogPosition;
  readonly group: string;
  readonly reason: { readonly code: string; readonly detail: string };
  /** The record as it was: its bytes, key and headers untouched. */
  readonly record: LoggedRecord;
  /** Null where it does not decode. */
  readonly event: E | null;
}

const ADDED: ReadonlySet<string> = new Set(Object.values(DEAD_LETTER_HEADERS));

/** Reads a record of a dead-letter topic. */
export function deadLetterOf<E extends AnyEvent>(contract: EventContract<E>, letter: LoggedRecord): DeadLetter<E> {
  const { headers } = letter;
  const origin = {
    topic: headers[DEAD_LETTER_HEADERS.topic] ?? contract.topic.name,
    partition: Number(headers[DEAD_LETTER_HEADERS.partition] ?? -1),
    offset: Number(headers[DEAD_LETTER_HEADERS.offset] ?? -1),
  };
  const original = Object.fromEntries(Object.entries(headers).filter(([name]) => !ADDED.has(name)));
  return {
    position: letter.position,
    origin,
    group: headers[DEAD_LETTER_HEADERS.group] ?? '',
    reason: { code: headers[DEAD_LETTER_HEADERS.code] ?? 'internal', detail: headers[DEAD_LETTER_HEADERS.detail] ?? '' },
    record: { ...letter, position: origin, headers: original },
    event: decoded(contract, letter.value),
  };
}

function decoded<E extends AnyEvent>(contract: EventContract<E>, value: Buffer | null): E | null {
  if (value === null) return null;
  try {
    return contract.decode(value);
  } catch {
    return null;
  }
}
