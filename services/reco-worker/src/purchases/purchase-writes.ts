import { Injectable } from '@nestjs/common';
import type { Sku } from '@vitrine/contracts';
import { companionBasket, weekOf } from '@vitrine/recommender';
import { BasketCompanions, MemberTaste, ReceiptLedger, SalesStatistics, type StateWrite } from '@vitrine/state';
import type { PurchaseEffects, SalesChange } from './apply-purchases.js';
import type { Surroundings } from './purchase-surroundings.js';

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
      ...sales.flatMap((change) => this.sold(change)),
      ...tastes.flatMap((taste) => { const member = consenting.get(taste.memberId); return member === undefined ? [] : [this.taste.put(taste, member.timesForgotten)]; }),
    ];
  }

  /** A return takes back sales, but its goods were bought together all the same; a void was never bought. */
  private sold({ purchase, region, hour, skus, sign }: SalesChange): StateWrite[] {
    const { chainId, storeId, occurredAtMs, kind } = purchase;
    const { products, units } = companionBasket(skus);
    return [
      this.statistics.count(chainId, storeId, hour, skus, sign),
      this.statistics.countInWeek(chainId, weekOf(occurredAtMs), skus, sign),
      ...(kind === 'RETURN' ? [] : [this.companions.count({ chainId, region }, { skus: products as readonly Sku[], units }, sign)]),
    ];
  }
}
