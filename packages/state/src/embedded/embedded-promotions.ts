import type { ChainId, StoreId } from '@vitrine/contracts';
import { Promotions, type PromotionRecord } from '../catalogue.js';
import type { StateWrite } from '../state-store.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { embeddedWrite } from './embedded-write.js';
import { keys } from './keys.js';
import type { RecordKey } from './record-key.js';

/** A store's promotions are parsed once and kept until one of them changes. */
export class EmbeddedPromotions extends Promotions {
  private readonly parsed = new Map<string, readonly PromotionRecord[]>();

  constructor(private readonly database: EmbeddedDatabase) {
    super();
  }

  async validAt(chainId: ChainId, storeId: StoreId, nowMs: number): Promise<readonly PromotionRecord[]> {
    return this.ofStore(keys.promotions(chainId, storeId)).filter(({ active, startsAtMs, endsAtMs }) => active && startsAtMs <= nowMs && nowMs < endsAtMs);
  }

  put(promotion: PromotionRecord): StateWrite {
    const { chainId, storeId, promotionId } = promotion;
    return embeddedWrite((view) => {
      view.putJson(keys.promotion(chainId, storeId, promotionId), promotion);
      view.whenCommitted(() => this.parsed.delete(cacheKey(keys.promotions(chainId, storeId))));
    });
  }

  /** To be called when promotions were changed by somebody else. */
  readAnew(): void {
    this.parsed.clear();
  }

  private ofStore(prefix: RecordKey): readonly PromotionRecord[] {
    this.database.assertOpen();
    const known = this.parsed.get(cacheKey(prefix));
    if (known !== undefined) return known;
    const promotions = Array.from(this.database.entries(prefix), ([, bytes]) => JSON.parse(bytes.toString()) as PromotionRecord);
    this.parsed.set(cacheKey(prefix), promotions);
    return promotions;
  }
}

function cacheKey(prefix: RecordKey): string {
  return prefix.join('/');
}
