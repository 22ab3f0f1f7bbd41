import type { MemberId } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { knownMemberFault } from './known-member.js';
import { aReceipt, SURROUNDINGS } from './receipts.fixture.js';

describe('the member of a receipt', () => {
  it('is registered, or there is none', () => {
    expect(knownMemberFault(aReceipt(), SURROUNDINGS)).toBeNull();
    expect(knownMemberFault(aReceipt({ memberId: 'ada' as MemberId }), SURROUNDINGS)).toBeNull();
  });

  it('is refused when unknown, without repeating the id', () => {
    const fault = knownMemberFault(aReceipt({ memberId: 'bob' as MemberId }), SURROUNDINGS);
    expect(fault).toMatchObject({ code: 'unknown_member', details: { field: 'memberId' } });
    expect(JSON.stringify([fault?.message, fault?.details])).not.toContain('bob');
  });
});
