import { Controller } from '@nestjs/common';
import { ProductChanged, type Sku } from '@vitrine/contracts';
import { Consumes, type ConsumedBatch } from '@vitrine/messaging';
import { Chain } from '@vitrine/runtime';
import { Products, StateStore } from '@vitrine/state';
import { GROUPS } from '../groups.js';
import { lastOfEach } from './in-log-order.js';
import { recordOf } from './record-of.js';

@Controller()
export class ProductsConsumer {
  constructor(private readonly chain: Chain, private readonly products: Products, private readonly store: StateStore) {}

  @Consumes(ProductChanged, { group: GROUPS.products })
  async handle(batch: ConsumedBatch<ProductChanged>): Promise<void> {
    const last = lastOfEach(ProductChanged, batch);
    await Promise.all(last.map(({ key, event, offset }) => (event === null ? this.products.forget(this.chain.id, key as Sku, offset) : this.products.put(recordOf(event), offset))));
    await this.store.commit(batch.step, []);
  }
}
