/** Whole numbers that a seed alone decides: Marsaglia's 32-bit xorshift (2003). For order and draws, never for secrets. */
export class SeededRandom {
  private state: number;

  constructor(seed: number) {
    this.state = (Math.imul(seed + 1, 0x9e3779b1) ^ 0x85ebca6b) >>> 0 || 1;
  }

  /** From 0 to `limit - 1`. */
  below(limit: number): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x >>> 0;
    return this.state % limit;
  }

  /** Puts the items in another order, in place (Fisher and Yates). */
  shuffle(items: { [place: number]: number; readonly length: number }): void {
    for (let last = items.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      const held = items[last]!;
      items[last] = items[other]!;
      items[other] = held;
    }
  }
}
