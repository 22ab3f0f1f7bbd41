import { ItemIndex } from '../completion/item-index.js';
import { SparseRow } from '../cooccurrence/sparse-row.js';
import type { CompanionRow } from '../candidate.js';

/** Weights are kept in whole units, so that adding and taking back is exact. */
export const COMPANION_UNITS = 2 ** 20;
/** A basket's work grows with its square: of a larger one only the first so many products count. */
export const MOST_BASKET_PRODUCTS = 100;
/** A product that has more companions than `most` is cut back to the `kept` that weigh most. */
export const COMPANIONS = { most: 128, kept: 64 } as const;

/** One basket as companions are counted: its products and what each pair of them counts, in units. */
export interface CompanionBasket {
  readonly products: readonly string[];
  readonly units: number;
}

/** What a basket counts: 1/n for each of its n products and each pair of them. */
export function companionBasket(products: readonly string[]): CompanionBasket {
  const counted = [...new Set(products)].slice(0, MOST_BASKET_PRODUCTS);
  return { products: counted, units: Math.round(COMPANION_UNITS / Math.max(1, counted.length)) };
}

/**
 * Which products are bought together, with a bounded number of companions each: what the state keeps, in memory.
 * C[i][j] = sum over baskets of 1/n, of which the heaviest are kept; d[i] the same over single products, exactly.
 */
export class BasketCompanions {
  private readonly index = new ItemIndex();
  private readonly weights: number[] = [];
  private readonly rows: SparseRow[] = [];
  private readonly listed = new Map<number, CompanionRow>();

  /** Counts a basket, or with -1 takes it back. */
  count(products: readonly string[], sign: 1 | -1 = 1): void {
    const basket = companionBasket(products);
    const numbers = basket.products.map((product) => this.admit(product));
    const units = sign * basket.units;
    for (const i of numbers) {
      this.weights[i] = Math.max(0, this.weights[i]! + units);
      this.listed.delete(i);
      const row = this.rows[i]!;
      for (const j of numbers) if (j !== i) row.add(j, units);
      if (row.size > COMPANIONS.most) row.keepLargest(COMPANIONS.kept, (a, b) => (this.index.items[a]! < this.index.items[b]! ? -1 : 1));
    }
  }

  /** Weight of a product among all baskets, in units; 0 when it was never sold. */
  weightOf(product: string): number {
    return this.weights[this.index.numberOf(product) ?? -1] ?? 0;
  }

  /** Null for a product without companions. */
  row(product: string): CompanionRow | null {
    const number = this.index.numberOf(product);
    if (number === undefined) return null;
    const known = this.listed.get(number);
    if (known !== undefined) return known;
    const shared = new Map<string, number>();
    this.rows[number]!.each((other, units) => shared.set(this.index.items[other]!, units));
    if (shared.size === 0) return null;
    const row = { weight: this.weights[number]!, shared };
    this.listed.set(number, row);
    return row;
  }

  private admit(product: string): number {
    const number = this.index.admit(product);
    if (number === this.rows.length) {
      this.rows.push(new SparseRow());
      this.weights.push(0);
    }
    return number;
  }
}
