import { Injectable } from '@nestjs/common';
import type { FrameCaptured } from '@vitrine/contracts';
import { PoisonEventError, type ReceivedEvent } from '@vitrine/messaging';
import { Chain, MasterData } from '@vitrine/runtime';
import { Stores } from '@vitrine/state';

/** No face is looked at before an act of the shopper that the store's policy permits; an unknown store permits none. */
@Injectable()
export class TriggerPolicy {
  constructor(private readonly stores: Stores, private readonly masterData: MasterData, private readonly chain: Chain) {}

  /**
   * @throws PoisonEventError `trigger_not_permitted` naming the first frame without a permitted trigger
   * @throws VitrineError `not_ready` where a store is missing because the state is being filled again
   */
  async require(frames: readonly ReceivedEvent<FrameCaptured>[]): Promise<void> {
    const storeIds = [...new Set(frames.map(({ event }) => event.storeId))];
    const stores = await this.stores.getMany(this.chain.id, storeIds);
    if (stores.size < storeIds.length) await this.masterData.requireCurrent();
    for (const { event, position } of frames) {
      const { kind } = event.trigger;
      const store = stores.get(event.storeId);
      const permitted = kind !== 'UNKNOWN' && store !== undefined && store.active && store.triggers.includes(kind);
      if (!permitted) throw new PoisonEventError(position, 'trigger_not_permitted', `store ${event.storeId} does not permit a ${kind.toLowerCase()} trigger`);
    }
  }
}
