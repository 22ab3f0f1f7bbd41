/** Rows that are put in order at once: hardly ever are more looked at. */
const HEAD = 64;

/** Rows by falling score; ties by smaller row, which is the smaller sku. */
export function byScore(rows: readonly number[], scores: Float64Array): number[] {
  return rows.toSorted((a, b) => scores[b]! - scores[a]! || a - b);
}

/** The same order for whoever may stop early: what comes after the first is only sorted when it is asked for. */
export class BestFirst implements Iterable<number> {
  private readonly lowest: number;
  private head: readonly number[] | null = null;
  private tail: readonly number[] | null = null;

  constructor(private readonly rows: readonly number[], private readonly scores: Float64Array) {
    const sorted = new Float64Array(rows.length);
    for (let at = 0; at < rows.length; at++) sorted[at] = scores[rows[at]!]!;
    sorted.sort();
    this.lowest = sorted[Math.max(0, sorted.length - HEAD)] ?? 0;
  }

  *[Symbol.iterator](): Generator<number> {
    const { rows, scores, lowest } = this;
    this.head ??= byScore(rows.filter((row) => scores[row]! >= lowest), scores);
    yield* this.head;
    this.tail ??= byScore(rows.filter((row) => scores[row]! < lowest), scores);
    yield* this.tail;
  }
}
