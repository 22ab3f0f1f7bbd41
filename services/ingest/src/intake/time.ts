import { VitrineError } from '@vitrine/contracts';

/** The fault of a time that lies further ahead of `nowMs` than a sender's clock may be. */
export function futureFault(field: string, timeMs: number, nowMs: number, clockSkewMs: number): VitrineError | null {
  if (timeMs <= nowMs + clockSkewMs) return null;
  return new VitrineError('time_in_future', `${field} is ${timeMs - nowMs} ms ahead of this platform’s clock`, { field, clockSkewMs });
}
