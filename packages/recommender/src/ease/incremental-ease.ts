import { BasketCompleter, type CompletionBasket } from '../completion/basket-completer.js';
import { bestOf, type ScoredItem } from '../completion/best-items.js';
import { ItemIndex } from '../completion/item-index.js';
import { INCREMENTAL_EASE_DEFAULTS, type IncrementalEaseOptions } from './incremental-ease-options.js';
import { SymmetricMatrix } from './symmetric-matrix.js';

/** A product outside takes the place of the least sold one when it sold this many times as often: no two take turns. */
const TAKEOVER = 2;
/** Of a larger basket only so many items are taken. */
const MOST_ITEMS = 2000;

/**
 * EASE (Steck 2019, equation 8) that never needs to be computed from scratch: keeps P = (XᵀWX + penalty I)⁻¹ up to date by
 * rank-one updates (Sherman and Morrison 1950), one a basket, the basket weighted by its size. After the same baskets it is what
 * inverting gives, within rounding, for every product that was in from its first sale.
 * Bounded: of an endless catalogue the most sold products are kept; one that leaves is integrated out, one that enters starts anew.
 */
export class IncrementalEase extends BasketCompleter {
  readonly options: IncrementalEaseOptions;
  private readonly index = new ItemIndex();
  private readonly counts = new Map<string, number>();
  private readonly inverse: SymmetricMatrix;
  /** Number of the product sold least, until a count changes that may matter. */
  private least: number | null = null;

  constructor(options: Partial<IncrementalEaseOptions> = {}) {
    super();
    this.options = { ...INCREMENTAL_EASE_DEFAULTS, ...options };
    this.inverse = new SymmetricMatrix(this.options.capacity);
  }

  /** Products kept, by number. */
  get items(): readonly string[] {
    return this.index.items;
  }

  override learn({ items }: CompletionBasket): void {
    const basket = [...new Set(items)].slice(0, MOST_ITEMS);
    for (const item of basket) this.count(item, 1);
    for (const item of basket) this.admit(item);
    this.update(this.index.known(basket), 1);
  }

  /** Takes back a basket that was learnt. */
  forget({ items }: CompletionBasket): void {
    const basket = [...new Set(items)].slice(0, MOST_ITEMS);
    for (const item of basket) this.count(item, -1);
    this.update(this.index.known(basket), -1);
  }

  override complete(query: readonly string[], top: number): readonly ScoredItem[] {
    return bestOf(this.scores(query), this.items, this.index.known(query), top);
  }

  /** Score of every product by its number in `items`: -sum over the query of P[i][j] / P[j][j]^diagonalExponent. Unknown items are ignored. */
  scores(query: readonly string[]): Float64Array {
    const { index, inverse, options } = this;
    const scores = Float64Array.from(inverse.rowSum(index.known(query), -1));
    for (let j = 0; j < scores.length; j++) scores[j]! /= inverse.diagonal[j]! ** options.diagonalExponent;
    return scores;
  }

  private update(numbers: readonly number[], sign: 1 | -1): void {
    if (numbers.length === 0) return;
    const scale = Math.sqrt(numbers.length ** this.options.sizeExponent);
    const vector = this.inverse.rowSum(numbers, scale);
    const leverage = scale * numbers.reduce((sum, number) => sum + vector[number]!, 0);
    const denominator = 1 + sign * leverage;
    if (denominator > 0) this.inverse.subtractOuter(vector, 1 / Math.sqrt(denominator), sign);
  }

  private admit(item: string): void {
    const { index, inverse, options } = this;
    if (index.numberOf(item) !== undefined) return;
    if (index.items.length < options.capacity) {
      index.admit(item);
      inverse.append(1 / options.penalty);
      return;
    }
    const least = this.leastSold();
    if (this.countOf(item) < TAKEOVER * this.countOf(this.items[least]!)) return;
    inverse.subtractOuter(inverse.rowSum([least], 1), 1 / Math.sqrt(inverse.diagonal[least]!), 1);
    inverse.addToDiagonal(least, 1 / options.penalty);
    index.replace(least, item);
    this.least = null;
  }

  private count(item: string, change: 1 | -1): void {
    this.counts.set(item, Math.max(0, this.countOf(item) + change));
    if (change < 0 || this.index.numberOf(item) === this.least) this.least = null;
  }

  private leastSold(): number {
    if (this.least !== null) return this.least;
    let least = 0;
    for (const [number, item] of this.items.entries()) if (this.countOf(item) < this.countOf(this.items[least]!)) least = number;
    return (this.least = least);
  }

  private countOf(item: string): number {
    return this.counts.get(item) ?? 0;
  }
}
