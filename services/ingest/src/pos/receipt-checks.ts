import { Injectable } from '@nestjs/common';
import type { PurchaseRecorded, Sku } from '@vitrine/contracts';
import { Chain, checkedInput, Clock } from '@vitrine/runtime';
import { IngestConfig } from '../config.js';
import { attempt, next, passed, type Checked } from '../intake/checked.js';
import { KnownEntities, unknownStore } from '../intake/known-entities.js';
import { receiptFault } from './checks/all-checks.js';
import { plainReceipt } from './plain-receipt.js';
import { purchaseEvent } from './purchase-event.js';
import { receiptContentSha256 } from './receipt-content.js';
import { receiptSchema, type Receipt } from './receipt.js';

/** A receipt fit for the log, with the fingerprint of what the till sent. */
export interface CheckedReceipt {
  readonly purchase: PurchaseRecorded;
  readonly contentSha256: string;
}

/** Checks receipts against what the platform knows; one look-up of each kind for all of them. */
@Injectable()
export class ReceiptChecks {
  constructor(private readonly known: KnownEntities, private readonly chain: Chain, private readonly clock: Clock, private readonly config: IngestConfig) {}

  async check(inputs: readonly unknown[]): Promise<Checked<CheckedReceipt>[]> {
    const receipts = inputs.map((input) => attempt(() => plainReceipt(input) ?? checkedInput(receiptSchema, input)));
    const sound = passed(receipts);
    const [stores, knownProducts, knownMembers] = await Promise.all([
      this.known.stores(sound.map(({ storeId }) => storeId)),
      this.known.products(skusOf(sound)),
      this.known.members(sound.flatMap(({ memberId }) => memberId ?? [])),
    ]);
    const nowMs = this.clock.nowMs();
    return next(receipts, (receipt) => {
      const store = stores.get(receipt.storeId);
      if (store === undefined) throw unknownStore(receipt.storeId);
      const fault = receiptFault(receipt, { chainId: this.chain.id, store, knownProducts, knownMembers, nowMs, clockSkewMs: this.config.clockSkewMs });
      if (fault !== null) throw fault;
      return { purchase: purchaseEvent(receipt, store, this.chain.id), contentSha256: receiptContentSha256(receipt) };
    });
  }
}

function skusOf(receipts: readonly Receipt[]): ReadonlySet<Sku> {
  const skus = new Set<Sku>();
  for (const { lines } of receipts) for (const { sku } of lines) skus.add(sku);
  return skus;
}
