import { describe, expect, it } from 'vitest';
import { CONSENT_TEXTS, sha256 } from './consent-text.js';

describe('the digest of a consent text', () => {
  it('is the SHA-256 of its bytes in UTF-8', async () => {
    expect(await sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(await sha256('Für Sie')).toBe('1cb721d79cbec07402308825c63796d22f4a66e937f9765ea774b1abc6780659');
  });

  it('differs between the purposes', async () => {
    expect(await sha256(CONSENT_TEXTS.RECOGNITION)).not.toBe(await sha256(CONSENT_TEXTS.TASTE));
  });
});
