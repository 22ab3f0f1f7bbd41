import { Injectable } from '@nestjs/common';
import { PromotionChanged, PurchaseRecorded, StockChanged, type AnyEvent } from '@vitrine/contracts';
import { Chain } from '@vitrine/runtime';
import { StatesBeside, type BesideKind, type StateBeside } from '@vitrine/state';
import { recordOf } from '../directory/record-of.js';
import { GROUPS } from '../groups.js';
import { part, type Progress } from './progress.js';
import { SalesFold } from './sales-fold.js';
import { Standstill, type BesideFold } from './standstill.js';

/** Makes promotions, stock, sales and companions anew beside the live ones; each takes their place in one step. */
@Injectable()
export class BesideRebuild {
  constructor(private readonly standstill: Standstill, private readonly places: StatesBeside, private readonly sales: SalesFold, private readonly chain: Chain) {}

  async run(progress: Progress, signal: AbortSignal): Promise<void> {
    const beside = await this.places.open(this.chain.id);
    try {
      const { promotions, stock } = beside;
      await this.rebuild<PromotionChanged>(beside, 'promotions', {
        contract: PromotionChanged, group: GROUPS.promotions, progress: part(progress, 0, 0.06), apply: async (received) => beside.write(received.map(({ event }) => promotions.put(recordOf(event)))),
      }, signal);
      await this.rebuild<StockChanged>(beside, 'stock', {
        contract: StockChanged, group: GROUPS.stock, progress: part(progress, 0.06, 0.12), apply: async (received) => beside.write(received.map(({ event }) => stock.put(recordOf(event)))),
      }, signal);
      await this.rebuild<PurchaseRecorded>(beside, 'sales', { contract: PurchaseRecorded, group: GROUPS.purchases, progress: part(progress, 0.12, 1), apply: this.sales.begin(beside) }, signal);
    } finally {
      await beside.discard();
    }
  }

  private async rebuild<E extends AnyEvent>(beside: StateBeside, kind: BesideKind, fold: BesideFold<E>, signal: AbortSignal): Promise<void> {
    let folding = true;
    const once = { ...fold, progress: (share: number) => { if (folding) fold.progress(share); } };
    await this.standstill.with(once, async (made) => {
      const sources = [...made.folded.keys()];
      await this.standstill.catchUp(made, sources, signal);
      folding = false;
      await this.standstill.swap(made, sources, async (claims) => (await beside.takePlace(kind, claims)) === 'applied', signal);
    });
  }
}
