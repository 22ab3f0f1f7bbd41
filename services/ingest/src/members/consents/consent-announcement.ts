import { VitrineError, type ConsentId, type MemberId } from '@vitrine/contracts';
import { checkedInput, idField } from '@vitrine/runtime';
import type { ConsentState } from '@vitrine/state';
import { z } from 'zod';

/** Body of `POST /v1/members/{memberId}/consents`, with the id of its path. */
const consentSchema = z.strictObject({
  memberId: idField<MemberId>(),
  purpose: z.enum(['RECOGNITION', 'TASTE', 'ANALYTICS', 'MODEL_TRAINING']),
  granted: z.boolean(),
  textSha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex'),
  locale: z.string().max(35).refine(isLocale, 'must be a BCP 47 language tag such as de-CH'),
  channel: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be a short lower-case word such as phone'),
  consentId: idField<ConsentId>().optional(),
});

export type Consent = z.output<typeof consentSchema>;

/** @throws VitrineError naming the first fault */
export function readConsent(input: unknown): Consent {
  const consent = checkedInput(consentSchema, input);
  if (!consent.granted && consent.consentId === undefined) {
    throw new VitrineError('invalid_field', 'withdrawing names the consent that is withdrawn', { field: 'consentId' });
  }
  return consent;
}

/** The fault of a consent that does not go with what is on record: a withdrawn one stays withdrawn, and a record has one purpose. */
export function consentFault(consent: Consent, onRecord: readonly ConsentState[]): VitrineError | null {
  const earlier = onRecord.find(({ consentId }) => consentId === consent.consentId);
  if (earlier === undefined) return null;
  if (earlier.purpose !== consent.purpose) return new VitrineError('invalid_field', `this consent is for ${earlier.purpose}`, { field: 'purpose' });
  if (consent.granted && !earlier.granted) return new VitrineError('invalid_field', 'this consent was withdrawn; ask anew, without consentId', { field: 'consentId' });
  return null;
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
