import { ERROR_CODES, VitrineError, type LogPosition } from '@vitrine/contracts';
import type { DeadLetterReason } from './dead-letters/dead-letter.js';
import { PoisonEventError } from './poison-event-error.js';

/** What a handler's error says: one poison record, some record of the batch at fault, fenced, or neither (try again). */
export type HandlerFault = 'poison' | 'record' | 'fenced' | 'retry';

/** Reads a handler's error. A record is at fault only where our own code says so (a 4xx code that no waiting cures). */
export function faultOf(error: unknown): HandlerFault {
  if (error instanceof PoisonEventError) return 'poison';
  if (!(error instanceof VitrineError)) return 'retry';
  if (error.code === 'fenced') return 'fenced';
  return !error.retriable && ERROR_CODES[error.code].status < 500 ? 'record' : 'retry';
}

/** The dead letter's reason for an error whose fault is `poison` or `record`. */
export function reasonOf(error: unknown): DeadLetterReason {
  if (error instanceof PoisonEventError) return { code: error.code, detail: error.detail };
  if (error instanceof VitrineError) return { code: error.code, detail: error.message };
  return { code: 'internal', detail: String(error) };
}

/** Where the record stands that the handler named; null when it named none. */
export function namedPosition(error: unknown): LogPosition | null {
  return error instanceof PoisonEventError ? error.position : null;
}
