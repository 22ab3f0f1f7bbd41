import { Injectable } from '@nestjs/common';
import type { MemberId } from '@vitrine/contracts';
import { Chain } from '@vitrine/runtime';
import { Members, MemberTaste, type TasteRecord } from '@vitrine/state';
import { consents } from '../directory/member-view.js';

/** Members whose purchases may be kept as a taste. */
@Injectable()
export class ConsentingMembers {
  constructor(private readonly chain: Chain, private readonly members: Members, private readonly taste: MemberTaste) {}

  async tastes(memberIds: readonly MemberId[]): Promise<ReadonlyMap<MemberId, TasteRecord | null>> {
    const members = await this.members.getMany(this.chain.id, memberIds);
    const consenting = memberIds.filter((memberId) => consents(members.get(memberId), 'TASTE'));
    return new Map(await Promise.all(consenting.map(async (memberId) => [memberId, await this.taste.get(this.chain.id, memberId)] as const)));
  }
}
