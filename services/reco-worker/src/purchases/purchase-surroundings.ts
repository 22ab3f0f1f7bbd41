import { Injectable } from '@nestjs/common';
import { VitrineError, type EventId, type MemberId, type PurchaseRecorded, type Sku, type StoreId } from '@vitrine/contracts';
import { Chain } from '@vitrine/runtime';
import { Products, ReceiptLedger, Stores, type ProductRecord, type StoreRecord } from '@vitrine/state';
import { ConsentingMembers, type ConsentingMember } from './consenting-members.js';

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
  constructor(private readonly stores: Stores, private readonly products: Products, private readonly people: ConsentingMembers, private readonly ledger: ReceiptLedger, private readonly chain: Chain) {}

  /** @throws VitrineError `not_ready` when a store has not arrived in the views yet */
  async of(purchases: readonly PurchaseRecorded[]): Promise<Surroundings> {
    const skus = new Set(purchases.flatMap(({ lines }) => lines.map(({ sku }) => sku)));
    const storeIds = [...new Set(purchases.map(({ storeId }) => storeId))];
    const memberIds = new Set(purchases.flatMap(({ memberId }) => memberId ?? []));
    const [applied, products, stores, consenting] = await Promise.all([
      this.ledger.applied(purchases.map(({ eventId }) => eventId)),
      this.products.getMany(this.chain.id, [...skus]),
      this.stores.getMany(this.chain.id, storeIds),
      this.people.of([...memberIds]),
    ]);
    const missing = storeIds.find((storeId) => !stores.has(storeId));
    if (missing !== undefined) throw new VitrineError('not_ready', `store ${missing} is not known yet`, { storeId: missing });
    return { applied, products, stores, consenting };
  }
}
