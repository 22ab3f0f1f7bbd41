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

  /** An older basket; undefined when there is none. */
  draw(random: Random): RememberedBasket | undefined {
    if (this.seen === 0) return undefined;
    if (random.next() >= this.options.recentShare) return this.reservoir[random.below(this.reservoir.length)];
    const age = Math.floor(-Math.log(1 - random.next()) * this.options.meanAge) % this.recent.length;
    return this.recent[(this.seen - 1 - age) % this.options.recentCapacity];
  }
}
