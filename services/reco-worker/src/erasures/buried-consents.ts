import { Injectable } from '@nestjs/common';
import { ConsentChanged, type ChainId, type MemberId } from '@vitrine/contracts';
import { EventPublisher } from '@vitrine/messaging';
import { Members } from '@vitrine/state';

/** Forgets in the log what an erased member had consented to. */
@Injectable()
export class BuriedConsents {
  constructor(private readonly members: Members, private readonly publisher: EventPublisher) {}

  /** Those that come later are buried by whoever reads them. */
  async bury(chainId: ChainId, memberId: MemberId, erasedAtMs: number): Promise<void> {
    const member = await this.members.get(chainId, memberId);
    const before = member?.consents.filter(({ changedAtMs }) => changedAtMs <= erasedAtMs) ?? [];
    for (const { consentId } of before) await this.publisher.tombstone(ConsentChanged, `${memberId}:${consentId}`, erasedAtMs);
  }
}
