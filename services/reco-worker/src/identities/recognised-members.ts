import { Injectable } from '@nestjs/common';
import type { IdentityResolved, MemberId } from '@vitrine/contracts';
import { Members, MemberTaste } from '@vitrine/state';
import { consents } from '../directory/member-view.js';
import type { KnownMember } from '../slates/shoppers.js';

/** Members as far as their consents let them be known. */
@Injectable()
export class RecognisedMembers {
  constructor(private readonly members: Members, private readonly taste: MemberTaste) {}

  /** Null when the member is gone or the consent they were recognised by no longer stands. */
  async of({ chainId, consentId }: IdentityResolved, memberId: MemberId): Promise<KnownMember | null> {
    const member = await this.members.get(chainId, memberId);
    if (member === null || !member.active) return null;
    const standing = member.consents.some((consent) => consent.consentId === consentId && consent.purpose === 'RECOGNITION' && consent.granted);
    if (!standing) return null;
    return { member, taste: consents(member, 'TASTE') ? await this.taste.get(chainId, memberId) : null };
  }
}
