import type { ChainId } from '@vitrine/contracts';
import type { Clock } from '../clock.js';
import { StatesBeside, type BesideKind, type StandingClaim, type StateBeside } from '../state-beside.js';
import type { StateWrite } from '../state-store.js';
import { EmbeddedBasketCompanions } from './embedded-basket-companions.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { EmbeddedPromotions } from './embedded-promotions.js';
import { EmbeddedSalesStatistics } from './embedded-sales-statistics.js';
import { EmbeddedStock } from './embedded-stock.js';
import { carryOut } from './embedded-write.js';
import { keys } from './keys.js';
import { readJson } from './records.js';
import type { WriteView } from './write-view.js';

/** A second set of records, which are put over the first in one commit. */
export class EmbeddedStatesBeside extends StatesBeside {
  constructor(
    private readonly database: EmbeddedDatabase, private readonly openBeside: () => Promise<EmbeddedDatabase>, private readonly placeTaken: () => void, private readonly clock: Clock,
    private readonly weeklySalesMs: number,
  ) {
    super();
  }

  async open(chainId: ChainId): Promise<StateBeside> {
    const beside = await this.openBeside();
    return {
      promotions: new EmbeddedPromotions(beside),
      stock: new EmbeddedStock(beside),
      salesStatistics: new EmbeddedSalesStatistics(beside, this.clock, this.weeklySalesMs),
      basketCompanions: new EmbeddedBasketCompanions(beside),
      write: async (writes: readonly StateWrite[]) => beside.update((view) => { for (const write of writes) carryOut(write, view); }),
      takePlace: async (kind, claims) => this.database.update((view) => this.takePlace(view, beside, chainId, kind, claims)),
      discard: () => beside.close(),
    };
  }

  private takePlace(view: WriteView, beside: EmbeddedDatabase, chainId: ChainId, kind: BesideKind, claims: readonly StandingClaim[]): 'applied' | 'stale' {
    const stands = ({ source, epoch, next }: StandingClaim): boolean => {
      const held = readJson(view, keys.position(source));
      return held?.epoch === epoch && held.next === next;
    };
    if (!claims.every(stands)) return 'stale';
    for (const prefix of keys.ofKind(kind, chainId)) {
      for (const key of this.database.keys(prefix)) view.remove(key);
      for (const [key, value] of beside.entries(prefix)) view.put(key, value);
    }
    view.whenCommitted(this.placeTaken);
    return 'applied';
  }
}
