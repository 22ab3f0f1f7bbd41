import type { Impression } from '../api/impressions.js';
import type { Slate, SlateOffer } from '../api/slates.js';

interface Subject {
  readonly slate: Slate;
  readonly occurredAt: string;
}

const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;

/** FNV-1a, 64 bits, as hex: an id of allowed characters and length, without the secure context that `crypto.subtle` needs. */
function digest(text: string): string {
  const hash = new TextEncoder().encode(text).reduce((known, byte) => BigInt.asUintN(64, (known ^ BigInt(byte)) * FNV_PRIME), FNV_OFFSET);
  return hash.toString(16).padStart(16, '0');
}

/** Ids are made of what happened, so that two windows on one booth, or a retry, report it once. */
function impression({ slate, occurredAt }: Subject, kind: Impression['kind'], sku?: string): Impression | null {
  if (slate.slateId === null || slate.sessionId === null) return null;
  const eventId = `display-${digest([slate.slateId, kind, sku ?? ''].join(' '))}`;
  return { eventId, sessionId: slate.sessionId, slateId: slate.slateId, kind, occurredAt, ...(sku === undefined ? {} : { sku }) };
}

const present = (value: Impression | null): value is Impression => value !== null;

export function shownImpressions(subject: Subject, offers: readonly SlateOffer[]): readonly Impression[] {
  return offers.map(({ sku }) => impression(subject, 'SHOWN', sku)).filter(present);
}

export function dismissedImpression(subject: Subject, sku: string): readonly Impression[] {
  return [impression(subject, 'DISMISSED', sku)].filter(present);
}

export function notMeImpression(subject: Subject): readonly Impression[] {
  return [impression(subject, 'NOT_ME')].filter(present);
}
