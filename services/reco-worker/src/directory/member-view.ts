import type { ConsentChanged, MemberChanged } from '@vitrine/contracts';
import type { ConsentState, MemberRecord } from '@vitrine/state';

/**
 * The member with this announcement in it. Announcements of one member come in the order of their topic, so the last one holds;
 * consents come from another topic and are kept. Null: it is from before the member was erased.
 */
export function withAnnouncement(held: MemberRecord | null, event: MemberChanged, erasedAtMs: number | null): MemberRecord | null {
  if (isErased(event, erasedAtMs)) return null;
  const { chainId, memberId, active, deniedCategories } = event;
  return { chainId, memberId, active, deniedCategories, changedAtMs: Math.max(held?.changedAtMs ?? 0, event.changedAtMs), consents: held?.consents ?? [] };
}

/** The member with this consent in it; one that was withdrawn stays so, whatever clocks say. It may come before the member's announcement. Null as above. */
export function withConsent(held: MemberRecord | null, event: ConsentChanged, erasedAtMs: number | null): MemberRecord | null {
  if (isErased(event, erasedAtMs)) return null;
  const { chainId, memberId, consentId, purpose, granted, changedAtMs } = event;
  const member = held ?? { chainId, memberId, changedAtMs, active: true, deniedCategories: [], consents: [] };
  const known = member.consents.find((consent) => consent.consentId === consentId);
  if (known !== undefined && !known.granted && granted) return member;
  const changed: ConsentState = { consentId, purpose, granted, changedAtMs };
  const consents = known === undefined ? [...member.consents, changed] : member.consents.map((consent) => (consent === known ? changed : consent));
  return { ...member, changedAtMs: Math.max(member.changedAtMs, changedAtMs), consents };
}

/** Whether an active member's consent for the purpose stands. */
export function consents(member: MemberRecord | null | undefined, purpose: ConsentState['purpose']): boolean {
  return consentedSince(member, purpose) !== null;
}

/** Since when an active member's consent for the purpose stands without one of its kind being withdrawn; null when none stands. */
export function consentedSince(member: MemberRecord | null | undefined, purpose: ConsentState['purpose']): number | null {
  const ofPurpose = member?.active === true ? member.consents.filter((consent) => consent.purpose === purpose) : [];
  const [given, withdrawn] = [true, false].map((state) => ofPurpose.filter(({ granted }) => granted === state).map(({ changedAtMs }) => changedAtMs)) as [number[], number[]];
  return given.length === 0 ? null : Math.max(Math.min(...given), ...withdrawn);
}

function isErased({ changedAtMs }: { readonly changedAtMs: number }, erasedAtMs: number | null): boolean {
  return erasedAtMs !== null && changedAtMs <= erasedAtMs;
}
