import { Injectable } from '@nestjs/common';
import { PromotionChanged, PurchaseRecorded, StockChanged, type AnyEvent } from '@vitrine/contracts';
import { Chain } from '@vitrine/runtime';
import { StatesBeside, type BesideKind, type StateBeside } from '@vitrine/state';
import { recordOf } from '../directory/record-of.js';
import { GROUPS } from '../groups.js';
import { AnnouncementsRebuild } from './announcements-rebuild.js';
import { BoothsAnew } from './booths-anew.js';
import { SalesFold } from './sales-fold.js';
import { Standstill, type BesideFold } from './standstill.js';

type Progress = (share: number) => void;

/**
 * Makes anew what offers are decided from, tastes and vectors aside: stores, products and members in place; promotions, stock, sales and companions
 * beside, each put in the place of the live ones in one step. Then every slate is due anew.
 */
@Injectable()
export class OffersRebuild {
  constructor(
    private readonly announcements: AnnouncementsRebuild, private readonly standstill: Standstill, private readonly places: StatesBeside, private readonly sales: SalesFold,
    private readonly booths: BoothsAnew, private readonly chain: Chain,
  ) {}

  async run(progress: Progress, signal: AbortSignal): Promise<void> {
    await this.announcements.run(part(progress, 0, 0.2), signal);
    const beside = await this.places.open(this.chain.id);
    try {
      const { promotions, stock } = beside;
      await this.rebuild<PromotionChanged>(beside, 'promotions', {
        contract: PromotionChanged, group: GROUPS.promotions, progress: part(progress, 0.2, 0.25), apply: async (received) => beside.write(received.map(({ event }) => promotions.put(recordOf(event)))),
      }, signal);
      await this.rebuild<StockChanged>(beside, 'stock', {
        contract: StockChanged, group: GROUPS.stock, progress: part(progress, 0.25, 0.3), apply: async (received) => beside.write(received.map(({ event }) => stock.put(recordOf(event)))),
      }, signal);
      await this.rebuild<PurchaseRecorded>(beside, 'sales', { contract: PurchaseRecorded, group: GROUPS.purchases, progress: part(progress, 0.3, 0.98), apply: this.sales.begin(beside) }, signal);
    } finally {
      await beside.discard();
    }
    await this.booths.decideAnew();
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

function part(progress: Progress, from: number, to: number): Progress {
  return (share) => progress(from + share * (to - from));
}
