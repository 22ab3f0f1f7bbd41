import type { Random } from './random.js';

/** A basket as item numbers. */
export type RememberedBasket = Int32Array;

export interface BasketMemoryOptions {
  /** Newest baskets kept as they came. */
  readonly recentCapacity: number;
  /** Baskets kept as a uniform sample of everything seen. */
  readonly reservoirCapacity: number;
  /** Share of draws that fall on recent baskets. */
  readonly recentShare: number;
  /** Mean age of a recent draw, in baskets. */
  readonly meanAge: number;
}

/** Bounded memory of older baskets to replay: the newest ones in a ring, and a uniform sample of all (Vitter's algorithm R). */
export class BasketMemory {
  readonly recent: RememberedBasket[] = [];
  readonly reservoir: RememberedBasket[] = [];
  /** Baskets seen so far. */
  seen = 0;

  constructor(private readonly options: BasketMemoryOptions) {}

  add(basket: RememberedBasket, random: Random): void {
    const { recentCapacity, reservoirCapacity } = this.options;
    this.recent[this.seen % recentCapacity] = basket;
    if (this.reservoir.length < reservoirCapacity) this.reservoir.push(basket);
    else {
      const place = random.below(this.seen + 1);
      if (place < reservoirCapacity) this.reservoir[place] = basket;
    }
    this.seen++;
  }

  /** Takes items out of every basket that is kept: a look at each of a few hundred thousand numbers. */
  forget(gone: readonly number[]): void {
    const isGone = new Uint8Array(Math.max(...gone) + 1);
    for (const item of gone) isGone[item] = 1;
    for (const baskets of [this.recent, this.reservoir]) {
      for (const [place, basket] of baskets.entries()) if (hasAny(basket, isGone)) baskets[place] = basket.filter((item) => isGone[item] !== 1);
    }
  }

  /** An older basket; undefined when there is none. */
  draw(random: Random): RememberedBasket | undefined {
    if (this.seen === 0) return undefined;
    if (random.next() >= this.options.recentShare) return this.reservoir[random.below(this.reservoir.length)];
    const age = Math.floor(-Math.log(1 - random.next()) * this.options.meanAge) % this.recent.length;
    return this.recent[(this.seen - 1 - age) % this.options.recentCapacity];
  }
}

function hasAny(basket: RememberedBasket, wanted: Uint8Array): boolean {
  for (let place = 0; place < basket.length; place++) if (wanted[basket[place]!] === 1) return true;
  return false;
}
