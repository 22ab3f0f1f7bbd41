import type { EnrolmentId } from '@vitrine/contracts';

/** An enrolment's id tells when it was asked for, so that one never asked for, or long since forgotten, is told from one still pending. */
export function enrolmentId(requestedAtMs: number, random: string): EnrolmentId {
  return `${requestedAtMs.toString(36)}.${random}` as EnrolmentId;
}

/** When the enrolment was asked for, UTC milliseconds; null where the text is not an enrolment's id. */
export function requestedAtMs(id: string): number | null {
  const time = /^([0-9a-z]{8,10})\.[0-9a-zA-Z-]+$/.exec(id)?.[1];
  return time === undefined ? null : Number.parseInt(time, 36);
}
