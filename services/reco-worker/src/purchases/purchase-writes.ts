import { Injectable } from '@nestjs/common';
import { BasketCompanions, MemberTaste, ReceiptLedger, SalesStatistics, type StateWrite } from '@vitrine/state';
import type { PurchaseEffects } from './apply-purchases.js';
import type { Surroundings } from './purchase-surroundings.js';
import { salesWrites } from './sales-writes.js';

/** Turns the effects of receipts into writes of one commit. */
@Injectable()
export class PurchaseWrites {
  constructor(
    private readonly ledger: ReceiptLedger,
    private readonly statistics: SalesStatistics,
    private readonly companions: BasketCompanions,
    private readonly taste: MemberTaste,
  ) {}

  of({ receipts, sales, tastes }: PurchaseEffects, consenting: Surroundings['consenting']): StateWrite[] {
    return [
      ...receipts.map(({ eventId }) => this.ledger.markApplied(eventId)),
      ...sales.flatMap((change) => salesWrites(change, this.statistics, this.companions)),
      ...tastes.flatMap((taste) => {
        const member = consenting.get(taste.memberId);
        return member === undefined ? [] : [this.taste.put(taste, member.timesForgotten)];
      }),
    ];
  }
}
