import { Injectable } from '@nestjs/common';
import { StockChanged } from '@vitrine/contracts';
import { Clock } from '@vitrine/runtime';
import { Stock } from '@vitrine/state';
import { isRefused, passed, type Checked } from '../intake/checked.js';
import { IntakeCounters } from '../intake/intake-counters.js';
import { Intake } from '../intake/intake.js';
import { Shelf } from '../intake/shelf.js';

/** What became of a count. */
export interface TakenCount {
  readonly eventId: StockChanged['eventId'];
  /** A newer one is known, so it was left out. */
  readonly superseded?: true;
}

/**
 * Takes counts in. What is on hand is what the log holds last, so a count that was made before the one that is known is left out here. One that is
 * dated ahead of now, by a clock that was wrong, is no reason to leave another out.
 */
@Injectable()
export class StockIntake {
  constructor(private readonly intake: Intake, private readonly shelf: Shelf, private readonly stock: Stock, private readonly clock: Clock, private readonly counters: IntakeCounters) {}

  async take(items: readonly Checked<StockChanged>[]): Promise<Checked<TakenCount>[]> {
    const checked = await this.shelf.check(items);
    const superseded = await this.superseded(passed(checked));
    await this.intake.take(StockChanged, checked.filter((item) => isRefused(item) || !superseded.has(item)));
    this.counters.superseded(StockChanged.name, superseded.size);
    return checked.map((item) => (isRefused(item) ? item : { eventId: item.eventId, ...(superseded.has(item) ? { superseded: true } : {}) }));
  }

  private async superseded(counts: readonly StockChanged[]): Promise<ReadonlySet<StockChanged>> {
    const nowMs = this.clock.nowMs();
    const newest = await this.lastCounted(counts.filter(({ countedAtMs }) => countedAtMs < nowMs));
    return new Set(counts.filter((count) => {
      const key = StockChanged.key(count);
      const lastMs = newest.get(key);
      const older = lastMs !== undefined && count.countedAtMs < lastMs && lastMs <= nowMs;
      if (!older) newest.set(key, count.countedAtMs);
      return older;
    }));
  }

  /** When these products were counted last, as far as is known, by the keys of their counts. */
  private async lastCounted(counts: readonly StockChanged[]): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    for (const [storeId, chainId] of new Map(counts.map((count) => [count.storeId, count.chainId]))) {
      const ofStore = counts.filter((count) => count.storeId === storeId);
      const times = await this.stock.countedAtMs(chainId, storeId, ofStore.map(({ sku }) => sku));
      for (const count of ofStore) {
        const countedAtMs = times.get(count.sku);
        if (countedAtMs !== undefined) found.set(StockChanged.key(count), countedAtMs);
      }
    }
    return found;
  }
}
