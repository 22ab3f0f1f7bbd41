import { BasketCompleter, type CompletionBasket } from '../completion/basket-completer.js';
import { bestOf, type ScoredItem } from '../completion/best-items.js';
import { ItemIndex } from '../completion/item-index.js';
import { readCooccurrence, writeCooccurrence } from './cooccurrence-snapshot.js';
import { SparseRow } from './sparse-row.js';

/** Sums are kept in whole units of 2^-30, so that adding and removing is exact and its order means nothing. */
const UNITS = 2 ** 30;
/** A basket's work grows with its square: of a larger one only so many items are taken. */
const MOST_ITEMS = 2000;

/**
 * Which products are bought together: C[i][j] = sum over baskets of 1/n, d[i] the same over single items, n the basket's size.
 * Exactly incremental: a basket added and removed leaves no trace, and any order of the same baskets gives the same bits.
 * Time of a basket n², of a score the number of products ever bought with it.
 */
export class Cooccurrence extends BasketCompleter {
  private readonly index = new ItemIndex();
  private readonly sold: number[] = [];
  private readonly rows: SparseRow[] = [];

  /** @throws VitrineError `model_invalid` when the bytes are not a whole snapshot */
  static restore(bytes: Uint8Array): Cooccurrence {
    const restored = new Cooccurrence();
    const { items, sold, pairs } = readCooccurrence(bytes);
    for (const item of items) restored.admit(item);
    for (const [number, units] of sold.entries()) restored.sold[number] = units;
    for (let at = 0; at < pairs.values.length; at++) {
      const [i, j, units] = [pairs.from[at]!, pairs.to[at]!, pairs.values[at]!];
      restored.rows[i]!.add(j, units);
      restored.rows[j]!.add(i, units);
    }
    return restored;
  }

  /** Everything, as bytes with a checksum; equal states give equal bytes. */
  snapshot(): Uint8Array {
    const kept = [...this.index.items.keys()].filter((number) => this.sold[number]! > 0);
    const order = kept.toSorted((a, b) => (this.index.items[a]! < this.index.items[b]! ? -1 : 1));
    const place = new Map(order.map((number, at) => [number, at]));
    const pairs = order.flatMap((number, from) => this.laterThan(from, number, place));
    return writeCooccurrence(order.map((number) => this.index.items[number]!), order.map((number) => this.sold[number]!), pairs);
  }

  /** Products ever sold, in the order of their first sale. */
  get items(): readonly string[] {
    return this.index.items;
  }

  /** Place of a product in `items` and in `scores`. */
  numberOf(item: string): number | undefined {
    return this.index.numberOf(item);
  }

  override learn({ items }: CompletionBasket): void {
    this.change(items, UNITS);
  }

  /** Takes back a basket that was learnt. Of what was never learnt nothing falls below 0. */
  forget({ items }: CompletionBasket): void {
    this.change(items, -UNITS);
  }

  override complete(query: readonly string[], top: number): readonly ScoredItem[] {
    return bestOf(this.scores(query), this.items, this.index.known(query), top);
  }

  /**
   * Sum over the query of weight x C[i][j] / sqrt(d[i] d[j]) for every product j by its number in `items`. Unknown items are ignored.
   * @param weights per item of the query; 1 where none is given
   */
  scores(query: readonly string[], weights?: ReadonlyMap<string, number>): Float64Array {
    const { sold, rows, index } = this;
    const scores = new Float64Array(index.items.length);
    for (const i of index.known(query)) {
      const share = (weights?.get(index.items[i]!) ?? 1) / Math.sqrt(sold[i]!);
      rows[i]!.each((j, together) => {
        scores[j]! += together * share;
      });
    }
    for (let j = 0; j < scores.length; j++) if (scores[j]! > 0) scores[j]! /= Math.sqrt(sold[j]!);
    return scores;
  }

  /** C[i][j] / sqrt(d[i] d[j]), 0 to 1; 0 when they were never bought together. */
  similarity(a: string, b: string): number {
    const [i, j] = [this.index.numberOf(a), this.index.numberOf(b)];
    if (i === undefined || j === undefined) return 0;
    const together = this.rows[i]!.get(j);
    return together === 0 ? 0 : together / Math.sqrt(this.sold[i]! * this.sold[j]!);
  }

  private change(items: readonly string[], units: number): void {
    const numbers = [...new Set(items)].slice(0, MOST_ITEMS).map((item) => this.admit(item));
    const share = Math.round(units / numbers.length);
    for (const i of numbers) {
      this.sold[i] = Math.max(0, this.sold[i]! + share);
      const row = this.rows[i]!;
      for (const j of numbers) if (j !== i) row.add(j, share);
    }
  }

  private admit(item: string): number {
    const number = this.index.admit(item);
    if (number === this.rows.length) {
      this.rows.push(new SparseRow());
      this.sold.push(0);
    }
    return number;
  }

  private laterThan(from: number, number: number, place: ReadonlyMap<number, number>): [number, number, number][] {
    const pairs: [number, number, number][] = [];
    this.rows[number]!.each((other, units) => {
      const to = place.get(other);
      if (to !== undefined && to > from) pairs.push([from, to, units]);
    });
    return pairs.toSorted((a, b) => a[1] - b[1]);
  }
}
