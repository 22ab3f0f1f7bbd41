import { Controller } from '@nestjs/common';
import { ProductChanged, type Sku } from '@vitrine/contracts';
import { Consumes, type ConsumedBatch } from '@vitrine/messaging';
import { Chain } from '@vitrine/runtime';
import { Products, StateStore } from '@vitrine/state';
import { GROUPS } from '../groups.js';
import { recordOf } from './record-of.js';

@Controller()
export class ProductsConsumer {
  constructor(private readonly chain: Chain, private readonly products: Products, private readonly store: StateStore) {}

  @Consumes(ProductChanged, { group: GROUPS.products })
  async handle({ events, tombstones, step }: ConsumedBatch<ProductChanged>): Promise<void> {
    await Promise.all(events.map(({ event }) => this.products.put(recordOf(event))));
    await Promise.all(tombstones.map(({ key }) => this.products.forget(this.chain.id, key as Sku)));
    await this.store.commit(step, []);
  }
}
