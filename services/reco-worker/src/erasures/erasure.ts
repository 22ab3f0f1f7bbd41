import { Injectable } from '@nestjs/common';
import type { MemberErased } from '@vitrine/contracts';
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
  ) {}

  /** Writes that forget; the member's view is forgotten at once. */
  async of({ chainId, memberId }: MemberErased): Promise<StateWrite[]> {
    await this.members.forget(chainId, memberId);
    const booths = (await this.stores.list(chainId)).flatMap(({ storeId, booths }) => booths.map(({ boothId }): BoothAddress => ({ chainId, storeId, boothId })));
    const views = await Promise.all(booths.map((booth) => this.booths.of(booth)));
    const showing = views.filter(({ session, board }) => session?.memberId === memberId || board?.slate.memberId === memberId);
    return [this.taste.forget(chainId, memberId), this.impressions.forget(chainId, memberId), ...showing.flatMap(({ booth }) => this.booths.clear(booth))];
  }
}
