import { Injectable } from '@nestjs/common';
import type { EventId, MemberId, PurchaseRecorded, Sku, StoreId } from '@vitrine/contracts';
import type { ReceivedEvent } from '@vitrine/messaging';
import { ReceiptLedger, type ProductRecord, type StoreRecord } from '@vitrine/state';
import { ConsentingMembers, type ConsentingMember } from './consenting-members.js';
import { KnownProducts } from './known-products.js';
import { KnownStores } from './known-stores.js';

/** What is known about the receipts of one batch before they are applied. */
export interface Surroundings {
  readonly applied: ReadonlySet<EventId>;
  readonly products: ReadonlyMap<Sku, ProductRecord>;
  readonly stores: ReadonlyMap<StoreId, StoreRecord>;
  /** Members who consented to a taste. */
  readonly consenting: ReadonlyMap<MemberId, ConsentingMember>;
}

/** Looks everything up that a batch of receipts needs, once. */
@Injectable()
export class PurchaseSurroundings {
  constructor(private readonly stores: KnownStores, private readonly products: KnownProducts, private readonly people: ConsentingMembers, private readonly ledger: ReceiptLedger) {}

  /** @throws VitrineError, PoisonEventError as `KnownStores.of` */
  async of(received: readonly ReceivedEvent<PurchaseRecorded>[]): Promise<Surroundings> {
    const purchases = received.map(({ event }) => event);
    const memberIds = new Set(purchases.flatMap(({ memberId }) => memberId ?? []));
    const [applied, products, stores, consenting] = await Promise.all([
      this.ledger.applied(purchases.map(({ eventId }) => eventId)),
      this.products.of(purchases),
      this.stores.of(received),
      this.people.of([...memberIds]),
    ]);
    return { applied, products, stores, consenting };
  }
}
