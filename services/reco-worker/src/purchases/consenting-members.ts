import { Injectable } from '@nestjs/common';
import type { MemberId } from '@vitrine/contracts';
import { Chain } from '@vitrine/runtime';
import { Members, MemberTaste, type TasteRecord } from '@vitrine/state';
import { consentedSince } from '../directory/member-view.js';

/** A consent to have one's purchases kept as a taste. */
export interface TasteConsent {
  /** Only what was received from then on. */
  readonly sinceMs: number;
  /** Of the taste, to be given when it is put. */
  readonly timesForgotten: number;
}

/** A member whose purchases may be kept as a taste. */
export interface ConsentingMember extends TasteConsent {
  /** Null without purchases. */
  readonly taste: TasteRecord | null;
}

/** Members whose purchases may be kept as a taste. */
@Injectable()
export class ConsentingMembers {
  constructor(private readonly chain: Chain, private readonly members: Members, private readonly taste: MemberTaste) {}

  /** Those of the members who consent, with their tastes. */
  async of(memberIds: readonly MemberId[]): Promise<ReadonlyMap<MemberId, ConsentingMember>> {
    const consents = await this.consents(memberIds);
    return new Map(await Promise.all(Array.from(consents, async ([memberId, consent]) => [memberId, { ...consent, taste: await this.taste.get(this.chain.id, memberId) }] as const)));
  }

  async consents(memberIds: readonly MemberId[]): Promise<ReadonlyMap<MemberId, TasteConsent>> {
    // Whoever withdraws or is erased loses the consent first and the taste then: read in this order, a taste is put only if that came to nothing.
    const timesForgotten = await this.taste.timesForgotten(this.chain.id, memberIds);
    const members = await this.members.getMany(this.chain.id, memberIds);
    return new Map(memberIds.flatMap((memberId) => {
      const sinceMs = consentedSince(members.get(memberId), 'TASTE');
      return sinceMs === null ? [] : [[memberId, { sinceMs, timesForgotten: timesForgotten.get(memberId) ?? 0 }] as const];
    }));
  }
}
