import { Injectable } from '@nestjs/common';
import { Chain, Clock } from '@vitrine/runtime';
import { OfferBoard, Products, type BoardEntry, type BoothAddress } from '@vitrine/state';
import type { Language } from './language.js';
import { slateView, type SlateView } from './slate-view.js';

/** Slates as displays see them. */
@Injectable()
export class Slates {
  constructor(private readonly board: OfferBoard, private readonly products: Products, private readonly chain: Chain, private readonly clock: Clock) {}

  async current(booth: BoothAddress): Promise<BoardEntry | null> {
    return this.board.current(booth, this.clock.nowMs());
  }

  async view(entry: BoardEntry | null, language: Language): Promise<SlateView> {
    const skus = entry?.slate.offers.map(({ sku }) => sku) ?? [];
    const products = skus.length === 0 ? new Map<never, never>() : await this.products.getMany(this.chain.id, skus);
    return slateView(entry?.slate ?? null, products, language);
  }
}
