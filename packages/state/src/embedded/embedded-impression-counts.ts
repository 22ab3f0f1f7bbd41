import type { ChainId, MemberId, Sku } from '@vitrine/contracts';
import { ImpressionCounts } from '../impressions.js';
import type { StateWrite } from '../state-store.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { embeddedWrite } from './embedded-write.js';
import type { ExpiringRecords } from './expiring-records.js';
import { keys } from './keys.js';

/** One record for each moment at which something was shown to the member. */
export class EmbeddedImpressionCounts extends ImpressionCounts {
  constructor(private readonly database: EmbeddedDatabase, private readonly expiring: ExpiringRecords, private readonly keptMs: number) {
    super();
  }

  async shownSince(chainId: ChainId, memberId: MemberId, sinceMs: number): Promise<ReadonlyMap<Sku, number>> {
    const counts = new Map<Sku, number>();
    for (const key of this.database.keys(keys.impressions(chainId, memberId), { after: sinceMs - 1 })) {
      const shown = this.expiring.get(this.database, keys.impressionsAt(chainId, memberId, Number(key.at(-1))));
      for (const sku of shown ?? []) counts.set(sku, (counts.get(sku) ?? 0) + 1);
    }
    return counts;
  }

  shown(chainId: ChainId, memberId: MemberId, skus: readonly Sku[], atMs: number): StateWrite {
    const key = keys.impressionsAt(chainId, memberId, atMs);
    return embeddedWrite((view) => {
      const earlier = this.expiring.get(view, key) ?? [];
      this.expiring.put(view, key, [...earlier, ...skus], atMs + this.keptMs);
    });
  }

  forget(chainId: ChainId, memberId: MemberId): StateWrite {
    return embeddedWrite((view) => { for (const key of Array.from(view.keys(keys.impressions(chainId, memberId)))) this.expiring.remove(view, key); });
  }
}
