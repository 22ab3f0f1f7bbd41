import type { Random } from './random.js';

/** Draws numbers in proportion to fixed weights in constant time (Walker 1977, as Vose 1991 fills it). */
export class AliasTable {
  /** Share of each column that is its own number's. */
  private readonly own: Float64Array;
  /** Whose the rest of the column is. */
  private readonly other: Int32Array;

  /** @param weights at least one; positive */
  constructor(weights: ArrayLike<number>) {
    const scale = weights.length / Array.from(weights).reduce((sum, weight) => sum + weight, 0);
    this.own = Float64Array.from(weights, (weight) => weight * scale);
    this.other = Int32Array.from(weights, (_, index) => index);
    const small: number[] = [];
    const large: number[] = [];
    for (const [index, share] of this.own.entries()) (share < 1 ? small : large).push(index);
    while (small.length > 0 && large.length > 0) {
      const poor = small.pop()!;
      const rich = large.at(-1)!;
      this.other[poor] = rich;
      this.own[rich]! -= 1 - this.own[poor]!;
      if (this.own[rich]! < 1) small.push(large.pop()!);
    }
    for (const index of [...small, ...large]) this.own[index] = 1;
  }

  draw(random: Random): number {
    const point = random.next() * this.own.length;
    const column = Math.floor(point);
    return point - column < this.own[column]! ? column : this.other[column]!;
  }
}
