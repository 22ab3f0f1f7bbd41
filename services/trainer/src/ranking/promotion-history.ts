import { Injectable } from '@nestjs/common';
import { PromotionChanged, type PromotionId, type Sku } from '@vitrine/contracts';
import { EventLog, readRecords } from '@vitrine/messaging';
import { StorePromotions, type StorePromotion } from '@vitrine/recommender';
import { Chain } from '@vitrine/runtime';

/** Promotions as the log tells them, which keeps those that ended. */
@Injectable()
export class PromotionHistory {
  constructor(private readonly log: EventLog, private readonly chain: Chain) {}

  /**
   * Each promotion as it was announced last; one that was withdrawn held until then. Holds all that were valid from `fromMs` on.
   * @param goods products that may be offered; promotions of others are left out
   * @throws VitrineError `log_unavailable`
   */
  async since(fromMs: number, goods: ReadonlyMap<Sku, unknown>, signal: AbortSignal): Promise<StorePromotions> {
    const promotions = new Map<PromotionId, StorePromotion>();
    for (const range of await this.log.ends(PromotionChanged.topic.name)) {
      for await (const { received } of readRecords(this.log, PromotionChanged, range, signal)) {
        if (received === null || received.event.chainId !== this.chain.id) continue;
        const { promotionId, sku, storeId, startsAtMs, discountPercent, active, changedAtMs, ...announced } = received.event;
        const endsAtMs = active ? announced.endsAtMs : Math.min(announced.endsAtMs, changedAtMs);
        if (goods.has(sku) && endsAtMs > Math.max(fromMs, startsAtMs)) promotions.set(promotionId, { item: sku, storeId, startsAtMs, endsAtMs, discountPercent });
        else promotions.delete(promotionId);
      }
    }
    return new StorePromotions(promotions.values());
  }
}
