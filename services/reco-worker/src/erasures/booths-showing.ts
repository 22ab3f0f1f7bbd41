import { Injectable } from '@nestjs/common';
import type { ChainId, MemberId } from '@vitrine/contracts';
import { Stores, type BoothAddress, type StateWrite } from '@vitrine/state';
import { BoothViews } from '../identities/booth-views.js';

/** Booths at which a member stands, or whose slate is theirs. */
@Injectable()
export class BoothsShowing {
  constructor(private readonly stores: Stores, private readonly booths: BoothViews) {}

  /** Writes that leave these booths without session and slate. */
  async clear(chainId: ChainId, memberId: MemberId): Promise<StateWrite[]> {
    const all = (await this.stores.list(chainId)).flatMap(({ storeId, booths }) => booths.map(({ boothId }): BoothAddress => ({ chainId, storeId, boothId })));
    const views = await Promise.all(all.map((booth) => this.booths.of(booth)));
    return views.filter(({ session, board }) => session?.memberId === memberId || board?.slate.memberId === memberId).flatMap(({ booth }) => this.booths.clear(booth));
  }
}
