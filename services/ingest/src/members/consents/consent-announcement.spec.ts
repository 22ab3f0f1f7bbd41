import { VitrineError, type ConsentId, type MemberId } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { consentFault, readConsent, type Consent } from './consent-announcement.js';

const sent = { memberId: 'ada', purpose: 'RECOGNITION', granted: true, textSha256: 'a'.repeat(64), locale: 'de-CH', channel: 'phone' };
const consent: Consent = { ...sent, memberId: 'ada' as MemberId, purpose: 'RECOGNITION', consentId: 'c-1' as ConsentId };
const onRecord = (granted: boolean) => [{ consentId: 'c-1' as ConsentId, purpose: 'RECOGNITION' as const, granted, changedAtMs: 0 }];

function fault(over: Readonly<Record<string, unknown>>): unknown {
  try {
    return readConsent({ ...sent, ...over });
  } catch (error) {
    if (error instanceof VitrineError) return [error.code, error.details.field];
    throw error;
  }
}

describe('a consent', () => {
  it.each([
    ['a purpose nobody knows', { purpose: 'UNKNOWN' }, ['invalid_field', 'purpose']],
    ['a text that is no fingerprint', { textSha256: 'yes' }, ['invalid_field', 'textSha256']],
    ['a language that is none', { locale: '!' }, ['invalid_field', 'locale']],
    ['a withdrawal of nothing in particular', { granted: false }, ['invalid_field', 'consentId']],
  ])('is refused for %s', (_, over, expected) => {
    expect(fault(over)).toEqual(expected);
  });

  it('that was withdrawn is not given again under its id', () => {
    expect(consentFault(consent, onRecord(false))?.details.field).toBe('consentId');
    expect(consentFault(consent, onRecord(true))).toBeNull();
    expect(consentFault({ ...consent, granted: false }, onRecord(false))).toBeNull();
  });

  it('keeps its purpose', () => {
    expect(consentFault({ ...consent, purpose: 'TASTE' }, onRecord(true))?.details.field).toBe('purpose');
  });
});
