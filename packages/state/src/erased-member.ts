import type { MemberRecord } from './catalogue.js';

/** What is left of a member who asked at that moment to be forgotten: null, unless they have come back since. */
export function afterErasure(held: MemberRecord, erasedAtMs: number): MemberRecord | null {
  if (held.changedAtMs <= erasedAtMs) return null;
  return { ...held, consents: held.consents.filter(({ changedAtMs }) => changedAtMs > erasedAtMs) };
}
