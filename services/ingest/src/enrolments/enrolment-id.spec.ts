import { IDENTIFIER_PATTERN } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { enrolmentId, requestedAtMs } from './enrolment-id.js';

describe('the id of an enrolment', () => {
  it('is an identifier that tells when it was asked for', () => {
    const id = enrolmentId(Date.UTC(2026, 10, 24), '6f1c1d1e-0000-4000-8000-000000000000');
    expect(id).toMatch(IDENTIFIER_PATTERN);
    expect(requestedAtMs(id)).toBe(Date.UTC(2026, 10, 24));
  });

  it('is told from other texts', () => {
    expect(['x', 'mhv6x3k0', 'mhv6x3k0.', 'MHV6X3K0.a'].map(requestedAtMs)).toEqual([null, null, null, null]);
  });
});
