import { Injectable } from '@nestjs/common';
import type { FrameCaptured } from '@vitrine/contracts';
import { PoisonEventError, type ReceivedEvent } from '@vitrine/messaging';
import { Chain } from '@vitrine/runtime';
import { Stores } from '@vitrine/state';

/** No face is looked at before an act of the shopper that the store's policy permits; an unknown store permits none. */
@Injectable()
export class TriggerPolicy {
  constructor(private readonly stores: Stores, private readonly chain: Chain) {}

  /** @throws PoisonEventError `trigger_not_permitted` naming the first frame without a permitted trigger */
  async require(frames: readonly ReceivedEvent<FrameCaptured>[]): Promise<void> {
    const stores = await this.stores.getMany(this.chain.id, [...new Set(frames.map(({ event }) => event.storeId))]);
    for (const { event, position } of frames) {
      const { kind } = event.trigger;
      const store = stores.get(event.storeId);
      const permitted = kind !== 'UNKNOWN' && store !== undefined && store.active && store.triggers.includes(kind);
      if (!permitted) throw new PoisonEventError(position, 'trigger_not_permitted', `store ${event.storeId} does not permit a ${kind.toLowerCase()} trigger`);
    }
  }
}
