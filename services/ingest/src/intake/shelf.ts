import { Injectable } from '@nestjs/common';
import type { Sku, StoreId } from '@vitrine/contracts';
import { next, passed, type Checked } from './checked.js';
import { KnownEntities, unknownProduct, unknownStore } from './known-entities.js';

/** Checks that what concerns a product in a store names a store and a product that are known. */
@Injectable()
export class Shelf {
  constructor(private readonly known: KnownEntities) {}

  async check<E extends { readonly storeId: StoreId; readonly sku: Sku }>(items: readonly Checked<E>[]): Promise<Checked<E>[]> {
    const sound = passed(items);
    const [stores, products] = await Promise.all([this.known.stores(sound.map(({ storeId }) => storeId)), this.known.products(sound.map(({ sku }) => sku))]);
    return next(items, (item) => {
      if (!stores.has(item.storeId)) throw unknownStore(item.storeId);
      if (!products.has(item.sku)) throw unknownProduct(item.sku, 'sku');
      return item;
    });
  }
}
