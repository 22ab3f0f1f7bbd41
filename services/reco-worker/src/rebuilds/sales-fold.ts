import { Injectable } from '@nestjs/common';
import { hasOwnReceiptId, type PurchaseRecorded } from '@vitrine/contracts';
import type { ReceivedEvent } from '@vitrine/messaging';
import { Chain } from '@vitrine/runtime';
import { SeenReceipts, Stores, type StateBeside } from '@vitrine/state';
import { applyPurchases } from '../purchases/apply-purchases.js';
import { KnownProducts } from '../purchases/known-products.js';
import { salesWrites } from '../purchases/sales-writes.js';

/** Counts sales and companions beside the live ones, by the rule of the live path. */
@Injectable()
export class SalesFold {
  constructor(private readonly stores: Stores, private readonly products: KnownProducts, private readonly chain: Chain) {}

  begin(beside: StateBeside): (received: readonly ReceivedEvent<PurchaseRecorded>[]) => Promise<void> {
    const seen = new SeenReceipts();
    return async (received) => {
      const first = received.filter(({ event }) => hasOwnReceiptId(event) && seen.admit(event.eventId, event.occurredAtMs));
      const events = first.map(({ event }) => event);
      const [stores, products] = await Promise.all([
        this.stores.getMany(this.chain.id, [...new Set(events.map(({ storeId }) => storeId))]),
        this.products.of(events),
      ]);
      const { sales } = applyPurchases(first, { applied: new Set(), stores, products, consenting: new Map() });
      await beside.write(sales.flatMap((change) => salesWrites(change, beside.salesStatistics, beside.basketCompanions)));
    };
  }
}
