import { Injectable } from '@nestjs/common';
import type { PurchaseRecorded, Sku } from '@vitrine/contracts';
import { Chain } from '@vitrine/runtime';
import { Products, type ProductRecord } from '@vitrine/state';

/** The products that receipts name. */
@Injectable()
export class KnownProducts {
  constructor(private readonly products: Products, private readonly chain: Chain) {}

  /** Unknown ones are missing. */
  async of(purchases: readonly PurchaseRecorded[]): Promise<ReadonlyMap<Sku, ProductRecord>> {
    return this.products.getMany(this.chain.id, [...new Set(purchases.flatMap(({ lines }) => lines.map(({ sku }) => sku)))]);
  }
}
