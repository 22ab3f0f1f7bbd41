import { Controller } from '@nestjs/common';
import { StoreChanged, type StoreId } from '@vitrine/contracts';
import { Consumes, type ConsumedBatch } from '@vitrine/messaging';
import { Chain } from '@vitrine/runtime';
import { StateStore, Stores } from '@vitrine/state';
import { GROUPS } from '../groups.js';
import { lastOfEach } from './in-log-order.js';
import { recordOf } from './record-of.js';

@Controller()
export class StoresConsumer {
  constructor(private readonly chain: Chain, private readonly stores: Stores, private readonly store: StateStore) {}

  @Consumes(StoreChanged, { group: GROUPS.stores })
  async handle(batch: ConsumedBatch<StoreChanged>): Promise<void> {
    const last = lastOfEach(StoreChanged, batch);
    await Promise.all(last.map(({ key, event, offset }) => (event === null ? this.stores.forget(this.chain.id, key as StoreId, offset) : this.stores.put(recordOf(event), offset))));
    await this.store.commit(batch.step, []);
  }
}
