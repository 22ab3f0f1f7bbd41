import { Controller } from '@nestjs/common';
import { StoreChanged, type StoreId } from '@vitrine/contracts';
import { Consumes, type ConsumedBatch } from '@vitrine/messaging';
import { Chain } from '@vitrine/runtime';
import { StateStore, Stores } from '@vitrine/state';
import { GROUPS } from '../groups.js';
import { recordOf } from './record-of.js';

@Controller()
export class StoresConsumer {
  constructor(private readonly chain: Chain, private readonly stores: Stores, private readonly store: StateStore) {}

  @Consumes(StoreChanged, { group: GROUPS.stores })
  async handle({ events, tombstones, step }: ConsumedBatch<StoreChanged>): Promise<void> {
    await Promise.all(events.map(({ event }) => this.stores.put(recordOf(event))));
    await Promise.all(tombstones.map(({ key }) => this.stores.forget(this.chain.id, key as StoreId)));
    await this.store.commit(step, []);
  }
}
