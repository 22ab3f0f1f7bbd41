import type { Sku } from '@vitrine/contracts';
import type { Candidate } from './candidate.js';
import { categoryKey } from './category-key.js';
import type { Signal } from './signals.js';
import { TitleIndex } from './title-index.js';
import { VectorTable } from './vector-table.js';

/**
 * The candidates of a store with everything worked out that depends on them alone, to be decided from for many members.
 * Rows are in the order of sku; rows of one product follow one another, the deepest discount first, then the smaller promotion.
 */
export class CandidateSet {
  readonly candidates: readonly Candidate[];
  /** First row of each product. */
  readonly rows: ReadonlyMap<Sku, number>;
  /** Per row the first one after those of its product. */
  readonly ends: Int32Array;
  readonly popularity: Float64Array;
  readonly storePopularity: Float64Array;
  readonly hourPopularity: Float64Array;
  readonly discount: Float64Array;
  readonly margin: Float64Array;
  /** Square roots of the weights among all baskets. */
  readonly companionScale: Float64Array;
  /** Distinct categories, and which of them each row is of. */
  readonly categories: readonly string[];
  readonly categoryOf: Int32Array;
  /** A column of zeros, for whoever does not change it. */
  readonly zeros: Float64Array;
  private words: TitleIndex | null = null;
  private table: VectorTable | null = null;

  constructor(candidates: readonly Candidate[]) {
    const ordered = candidates.toSorted(bySkuThenDepth);
    this.candidates = ordered;
    this.rows = firstRows(ordered);
    this.ends = productEnds(ordered);
    this.popularity = scaled(ordered.map(({ soldLately }) => soldLately));
    this.storePopularity = scaled(ordered.map(({ soldInStore }) => soldInStore));
    this.hourPopularity = scaled(ordered.map(({ soldInHour }) => soldInHour));
    this.discount = Float64Array.from(ordered, ({ discountPercent }) => discountPercent / 100);
    this.margin = Float64Array.from(ordered, ({ marginPercent, discountPercent }) => (marginPercent === null ? 0 : (marginPercent - discountPercent) / 100));
    this.companionScale = Float64Array.from(ordered, ({ companionWeight }) => Math.sqrt(companionWeight));
    this.zeros = new Float64Array(ordered.length);
    const keys = ordered.map(({ categoryPath }) => categoryKey(categoryPath));
    this.categories = [...new Set(keys)];
    const numbers = new Map(this.categories.map((key, number) => [key, number]));
    this.categoryOf = Int32Array.from(keys, (key) => numbers.get(key)!);
  }

  /** Words of titles; made when they are first asked for. */
  get titles(): TitleIndex {
    this.words ??= new TitleIndex(this.candidates);
    return this.words;
  }

  /** Vectors in one piece; made when they are first asked for. */
  get vectors(): VectorTable {
    this.table ??= new VectorTable(this.candidates);
    return this.table;
  }

  /** Makes at once what the first decision would make, for the signals that are wanted. */
  makeReady(wanted: (signal: Signal) => boolean): void {
    if (wanted('similarTitle')) void this.titles;
    if (wanted('tasteMatch')) void this.vectors;
  }

  /** Calls back for every row of a product. */
  eachRow(sku: Sku, visit: (row: number) => void): void {
    const first = this.rows.get(sku);
    if (first === undefined) return;
    const end = this.ends[first]!;
    for (let row = first; row < end; row++) visit(row);
  }
}

function bySkuThenDepth(a: Candidate, b: Candidate): number {
  if (a.sku !== b.sku) return a.sku < b.sku ? -1 : 1;
  return b.discountPercent - a.discountPercent || (a.promotionId < b.promotionId ? -1 : 1);
}

function firstRows(ordered: readonly Candidate[]): Map<Sku, number> {
  const rows = new Map<Sku, number>();
  for (const [row, { sku }] of ordered.entries()) if (!rows.has(sku)) rows.set(sku, row);
  return rows;
}

function productEnds(ordered: readonly Candidate[]): Int32Array {
  const ends = new Int32Array(ordered.length);
  for (let row = ordered.length - 1; row >= 0; row--) ends[row] = ordered[row]!.sku === ordered[row + 1]?.sku ? ends[row + 1]! : row + 1;
  return ends;
}

/** ln(1 + count) over that of the largest count, which makes popularity independent of the size of shop and chain. */
function scaled(counts: readonly number[]): Float64Array {
  const most = Math.log1p(counts.reduce((a, b) => Math.max(a, b), 1));
  return Float64Array.from(counts, (count) => Math.log1p(count) / most);
}
