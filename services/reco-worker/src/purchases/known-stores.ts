import { Injectable } from '@nestjs/common';
import type { PurchaseRecorded, StoreId } from '@vitrine/contracts';
import { PoisonEventError, type ReceivedEvent } from '@vitrine/messaging';
import { Chain, MasterData } from '@vitrine/runtime';
import { Stores, type StoreRecord } from '@vitrine/state';

/** The stores that receipts come from. */
@Injectable()
export class KnownStores {
  constructor(private readonly stores: Stores, private readonly masterData: MasterData, private readonly chain: Chain) {}

  /**
   * @throws VitrineError `not_ready` while a store may still arrive in the views
   * @throws PoisonEventError `invalid_record` naming the first receipt of a store that nobody ever announced
   */
  async of(received: readonly ReceivedEvent<PurchaseRecorded>[]): Promise<ReadonlyMap<StoreId, StoreRecord>> {
    const wanted = [...new Set(received.map(({ event }) => event.storeId))];
    const found = await this.stores.getMany(this.chain.id, wanted);
    if (found.size === wanted.length) return found;
    await this.masterData.requireCurrent();
    const current = await this.stores.getMany(this.chain.id, wanted);
    const lost = received.find(({ event }) => !current.has(event.storeId));
    if (lost !== undefined) throw new PoisonEventError(lost.position, 'invalid_record', `storeId: ${lost.event.storeId} is no store of this chain`);
    return current;
  }
}
