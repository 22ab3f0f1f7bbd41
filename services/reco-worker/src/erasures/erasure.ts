import { Injectable } from '@nestjs/common';
import { ConsentChanged, type ChainId, type MemberErased, type MemberId } from '@vitrine/contracts';
import { EventPublisher } from '@vitrine/messaging';
import { ImpressionCounts, Members, MemberTaste, Stores, type BoothAddress, type StateWrite } from '@vitrine/state';
import { BoothViews } from '../identities/booth-views.js';

/** Forgets a member in everything that offers are decided from. */
@Injectable()
export class Erasure {
  constructor(
    private readonly members: Members,
    private readonly taste: MemberTaste,
    private readonly impressions: ImpressionCounts,
    private readonly stores: Stores,
    private readonly booths: BoothViews,
    private readonly publisher: EventPublisher,
  ) {}

  /** Writes that forget; the member's view is forgotten at once, and their consents in the log. */
  async of({ chainId, memberId, requestedAtMs }: MemberErased): Promise<StateWrite[]> {
    await this.buryConsents(chainId, memberId, requestedAtMs);
    await this.members.erase(chainId, memberId, requestedAtMs);
    const booths = (await this.stores.list(chainId)).flatMap(({ storeId, booths }) => booths.map(({ boothId }): BoothAddress => ({ chainId, storeId, boothId })));
    const views = await Promise.all(booths.map((booth) => this.booths.of(booth)));
    const showing = views.filter(({ session, board }) => session?.memberId === memberId || board?.slate.memberId === memberId);
    return [this.taste.forget(chainId, memberId), this.impressions.forget(chainId, memberId), ...showing.flatMap(({ booth }) => this.booths.clear(booth))];
  }

  /** Those that come later are buried by whoever reads them. */
  private async buryConsents(chainId: ChainId, memberId: MemberId, erasedAtMs: number): Promise<void> {
    const member = await this.members.get(chainId, memberId);
    const before = member?.consents.filter(({ changedAtMs }) => changedAtMs <= erasedAtMs) ?? [];
    for (const { consentId } of before) await this.publisher.tombstone(ConsentChanged, `${memberId}:${consentId}`, erasedAtMs);
  }
}
