import type { ChainId, Sku, StoreId } from '@vitrine/contracts';
import type { Clock } from '../clock.js';
import { SalesStatistics } from '../sales-statistics.js';
import { oldestKeptWeek } from '../sales-weeks.js';
import type { StateWrite } from '../state-store.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { embeddedWrite } from './embedded-write.js';
import { keys } from './keys.js';
import type { RecordKey } from './record-key.js';
import { readJson } from './records.js';
import type { WriteView } from './write-view.js';

export class EmbeddedSalesStatistics extends SalesStatistics {
  private readonly swept = new Map<ChainId, number>();

  constructor(private readonly database: EmbeddedDatabase, private readonly clock: Clock, private readonly keptMs: number) {
    super();
  }

  count(chainId: ChainId, storeId: StoreId, hour: number, skus: readonly Sku[], sign: 1 | -1): StateWrite {
    return embeddedWrite((view) => {
      for (const sku of skus) {
        add(view, keys.soldInHour(chainId, storeId, hour, sku), sign);
        add(view, keys.soldInStore(chainId, storeId, sku), sign);
      }
    });
  }

  countInWeek(chainId: ChainId, week: number, skus: readonly Sku[], sign: 1 | -1): StateWrite {
    const oldest = oldestKeptWeek(this.clock.nowMs(), this.keptMs);
    return embeddedWrite((view) => {
      this.sweep(view, chainId, oldest);
      if (week >= oldest) for (const sku of skus) add(view, keys.soldInWeek(chainId, week, sku), sign);
    });
  }

  async inStore(chainId: ChainId, storeId: StoreId, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>> {
    return this.counts(skus, (sku) => keys.soldInStore(chainId, storeId, sku));
  }

  async inHour(chainId: ChainId, storeId: StoreId, hour: number, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>> {
    return this.counts(skus, (sku) => keys.soldInHour(chainId, storeId, hour, sku));
  }

  async inWeek(chainId: ChainId, week: number, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>> {
    return this.counts(skus, (sku) => keys.soldInWeek(chainId, week, sku));
  }

  /** Removes weeks that are not kept any more; looks for them once a week. */
  private sweep(view: WriteView, chainId: ChainId, oldest: number): void {
    if (this.swept.get(chainId) === oldest) return;
    for (const key of Array.from(view.keys(keys.soldInWeeks(chainId), { before: oldest }))) view.remove(key);
    view.whenCommitted(() => this.swept.set(chainId, oldest));
  }

  private counts(skus: readonly Sku[], keyOf: (sku: Sku) => RecordKey<number>): ReadonlyMap<Sku, number> {
    return new Map(skus.map((sku) => [sku, Math.max(0, readJson(this.database, keyOf(sku)) ?? 0)]));
  }
}

function add(view: WriteView, key: RecordKey<number>, sign: 1 | -1): void {
  const count = (readJson(view, key) ?? 0) + sign;
  if (count === 0) view.remove(key);
  else view.putJson(key, count);
}
