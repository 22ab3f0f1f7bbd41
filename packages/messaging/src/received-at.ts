import type { RecordHeaders } from './event-log.js';
import { RECEIVED_HEADER } from './headers.js';

/** Headers of what came in from outside at this moment. */
export function receivedAt(nowMs: number): RecordHeaders {
  return { [RECEIVED_HEADER]: String(nowMs) };
}

/** When the platform took the record in; null where nobody wrote it down. */
export function receivedAtMs({ headers }: { readonly headers: RecordHeaders }): number | null {
  const text = headers[RECEIVED_HEADER];
  return text === undefined || !/^\d+$/.test(text) ? null : Number(text);
}
