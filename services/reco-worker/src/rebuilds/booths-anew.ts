import { Injectable } from '@nestjs/common';
import { Chain } from '@vitrine/runtime';
import { BoothSessions, StateStore, Stores, type StateWrite } from '@vitrine/state';

/** A taste version that no taste has. */
const NO_VERSION = -1;

/**
 * Lets every booth's slate be decided anew with the next sign of its shopper, by the live path. A slate is not folded from the log: it holds for a
 * minute, and is a decision of its moment.
 */
@Injectable()
export class BoothsAnew {
  constructor(private readonly stores: Stores, private readonly sessions: BoothSessions, private readonly store: StateStore, private readonly chain: Chain) {}

  async decideAnew(): Promise<void> {
    for (const { chainId, storeId, booths } of await this.stores.list(this.chain.id)) {
      const writes = await Promise.all(booths.map(async ({ boothId }): Promise<readonly StateWrite[]> => {
        const booth = { chainId, storeId, boothId };
        const session = await this.sessions.get(booth);
        return session === null ? [] : [this.sessions.put(booth, { ...session, tasteVersion: NO_VERSION })];
      }));
      await this.store.write(writes.flat());
    }
  }
}
