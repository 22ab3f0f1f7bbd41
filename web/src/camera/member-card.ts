import type { AskedPurpose } from './consent-text.js';

/** What this browser remembers of its visitor. */
export interface MemberCard {
  readonly memberId: string;
  /** Ids of the live consent records. */
  readonly consents: Readonly<Partial<Record<AskedPurpose, string>>>;
  readonly enrolled: boolean;
  /** Number of the next receipt of this visitor's own till. */
  readonly nextReceipt: number;
  readonly tillId: string;
}

export function newCard(freshId: (prefix: string) => string): MemberCard {
  return { memberId: freshId('m'), consents: {}, enrolled: false, nextReceipt: 0, tillId: freshId('web') };
}

export function withConsent(card: MemberCard, purpose: AskedPurpose, consentId: string): MemberCard {
  return { ...card, consents: { ...card.consents, [purpose]: consentId } };
}

/** Without consent to recognition there is no template either. */
export function withoutConsent(card: MemberCard, purpose: AskedPurpose): MemberCard {
  const { [purpose]: _withdrawn, ...consents } = card.consents;
  return { ...card, consents, enrolled: card.enrolled && purpose !== 'RECOGNITION' };
}

/** Reads what was kept; null where it is missing or damaged. */
export function parseCard(text: string | null): MemberCard | null {
  if (text === null) return null;
  try {
    const card = JSON.parse(text) as Partial<MemberCard>;
    const whole = typeof card.memberId === 'string' && typeof card.tillId === 'string' && typeof card.nextReceipt === 'number' && typeof card.enrolled === 'boolean' && typeof card.consents === 'object' && card.consents !== null;
    return whole ? (card as MemberCard) : null;
  } catch {
    return null;
  }
}
