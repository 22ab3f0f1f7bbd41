import { Injectable } from '@nestjs/common';
import { Chain } from '@vitrine/runtime';
import { Products, type BoardEntry, type BoothAddress, type ProductRecord } from '@vitrine/state';
import type { Sku } from '@vitrine/contracts';
import { BoardMemory } from '../memory/board-memory.js';
import { LastKnown } from '../memory/last-known.js';
import type { Language } from './language.js';
import { slateView, type SlateView } from './slate-view.js';

const MOST_SLATES = 10_000;

/** Slates as displays see them, from memory where the state does not answer. */
@Injectable()
export class Slates {
  private readonly known = new LastKnown<ReadonlyMap<Sku, ProductRecord>>(MOST_SLATES);

  constructor(private readonly board: BoardMemory, private readonly products: Products, private readonly chain: Chain) {}

  async current(booth: BoothAddress): Promise<BoardEntry | null> {
    return this.board.current(booth);
  }

  async view(entry: BoardEntry | null, language: Language): Promise<SlateView> {
    const skus = entry?.slate.offers.map(({ sku }) => sku) ?? [];
    const products = skus.length === 0 ? new Map<never, never>() : await this.known.of(skus.join(' '), () => this.products.getMany(this.chain.id, skus));
    return slateView(entry?.slate ?? null, products, language);
  }
}
