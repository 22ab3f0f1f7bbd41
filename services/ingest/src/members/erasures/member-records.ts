import { Injectable } from '@nestjs/common';
import { ConsentChanged, MemberChanged, type ConsentId, type MemberId } from '@vitrine/contracts';
import { EventPublisher } from '@vitrine/messaging';
import { Chain } from '@vitrine/runtime';
import { Members } from '@vitrine/state';

/** What compacted topics keep of a member: one record, and one for each consent. */
@Injectable()
export class MemberRecords {
  constructor(private readonly members: Members, private readonly publisher: EventPublisher, private readonly chain: Chain) {}

  /** Consents on record, also withdrawn ones; none of a member that the view does not know. */
  async consentsOf(memberId: MemberId): Promise<readonly ConsentId[]> {
    const member = await this.members.get(this.chain.id, memberId);
    return member?.consents.map(({ consentId }) => consentId) ?? [];
  }

  /** Tombstones for all of them. */
  async forget(memberId: MemberId, consents: readonly ConsentId[], nowMs: number): Promise<void> {
    await this.publisher.tombstone(MemberChanged, memberId, nowMs);
    for (const consentId of consents) await this.publisher.tombstone(ConsentChanged, `${memberId}:${consentId}`, nowMs);
  }
}
