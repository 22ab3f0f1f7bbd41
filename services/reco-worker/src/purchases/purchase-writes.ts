import { Injectable } from '@nestjs/common';
import { MemberTaste, ReceiptLedger, SalesStatistics, type StateWrite } from '@vitrine/state';
import type { PurchaseEffects } from './apply-purchases.js';

/** Turns the effects of receipts into writes of one commit. */
@Injectable()
export class PurchaseWrites {
  constructor(private readonly ledger: ReceiptLedger, private readonly statistics: SalesStatistics, private readonly taste: MemberTaste) {}

  of({ receipts, sales, tastes }: PurchaseEffects): StateWrite[] {
    return [
      ...receipts.map(({ eventId }) => this.ledger.markApplied(eventId)),
      ...sales.map(({ purchase, hour, skus, sign }) => this.statistics.count(purchase.chainId, purchase.storeId, hour, skus, sign)),
      ...tastes.map((taste) => this.taste.put(taste)),
    ];
  }
}
