import { Injectable } from '@nestjs/common';
import type { ConsentId, MemberId } from '@vitrine/contracts';
import { Chain } from '@vitrine/runtime';
import { Members, type MemberRecord } from '@vitrine/state';

/** How a consent stands. `unheard`: neither given nor withdrawn as far as known here. */
export type ConsentStanding = 'live' | 'ended' | 'unheard';

/** Tells whether members consent to be recognised at this moment. */
@Injectable()
export class LiveConsents {
  constructor(private readonly members: Members, private readonly chain: Chain) {}

  /** @throws VitrineError `state_unavailable` */
  async standing(memberId: MemberId, consentId: ConsentId): Promise<ConsentStanding> {
    return standingOf(await this.members.get(this.chain.id, memberId), consentId);
  }

  /** Those of the members whose consent, as named, is live. @throws VitrineError `state_unavailable` */
  async live(claims: ReadonlyMap<MemberId, ConsentId>): Promise<ReadonlySet<MemberId>> {
    if (claims.size === 0) return new Set();
    const records = await this.members.getMany(this.chain.id, [...claims.keys()]);
    return new Set([...claims].filter(([memberId, consentId]) => standingOf(records.get(memberId) ?? null, consentId) === 'live').map(([memberId]) => memberId));
  }
}

/** How the consent stands in what was last announced of the member; an inactive member consents to nothing. */
export function standingOf(member: MemberRecord | null, consentId: ConsentId): ConsentStanding {
  if (member === null) return 'unheard';
  const consent = member.consents.find((record) => record.consentId === consentId && record.purpose === 'RECOGNITION');
  if (consent === undefined) return 'unheard';
  return consent.granted && member.active ? 'live' : 'ended';
}
