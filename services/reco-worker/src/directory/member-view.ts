import type { ConsentChanged, MemberChanged } from '@vitrine/contracts';
import type { ConsentState, MemberRecord } from '@vitrine/state';

/**
 * The member with this announcement in it. Announcements of one member come in the order of their topic, so the last one holds;
 * consents come from another topic and are kept.
 */
export function withAnnouncement(held: MemberRecord | null, event: MemberChanged): MemberRecord {
  const { chainId, memberId, active, deniedCategories } = event;
  return { chainId, memberId, active, deniedCategories, changedAtMs: Math.max(held?.changedAtMs ?? 0, event.changedAtMs), consents: held?.consents ?? [] };
}

/** The member with this consent in it, unless a newer state of the same consent is there. It may come before the member's announcement. */
export function withConsent(held: MemberRecord | null, event: ConsentChanged): MemberRecord {
  const { chainId, memberId, consentId, purpose, granted, changedAtMs } = event;
  const member = held ?? { chainId, memberId, changedAtMs, active: true, deniedCategories: [], consents: [] };
  const known = member.consents.find((consent) => consent.consentId === consentId);
  if (known !== undefined && known.changedAtMs > changedAtMs) return member;
  const changed: ConsentState = { consentId, purpose, granted, changedAtMs };
  const consents = known === undefined ? [...member.consents, changed] : member.consents.map((consent) => (consent === known ? changed : consent));
  return { ...member, changedAtMs: Math.max(member.changedAtMs, changedAtMs), consents };
}

/** Whether an active member's consent for the purpose stands. */
export function consents(member: MemberRecord | null | undefined, purpose: ConsentState['purpose']): boolean {
  return member?.active === true && member.consents.some((consent) => consent.purpose === purpose && consent.granted);
}
