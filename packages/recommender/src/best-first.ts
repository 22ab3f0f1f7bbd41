/** Rows that are put in order at once: hardly ever are more looked at. */
const HEAD = 64;

/** Rows by falling score; ties by smaller row, which is the smaller sku. */
export function byScore(rows: readonly number[], scores: Float64Array): number[] {
  return rows.toSorted((a, b) => scores[b]! - scores[a]! || a - b);
}

/** The score that `count` of the rows reach; that of the last one where there are fewer. One pass with a heap of the highest so far. */
export function reachedBy(count: number, rows: readonly number[], scores: Float64Array): number {
  const heap = new Float64Array(Math.min(count, rows.length));
  for (let at = 0; at < heap.length; at++) heap[at] = scores[rows[at]!]!;
  heap.sort();
  for (let at = heap.length; at < rows.length; at++) {
    const score = scores[rows[at]!]!;
    if (score > heap[0]!) sinkFirst(heap, score);
  }
  return heap[0] ?? 0;
}

/** The same order for whoever may stop early: what comes after the first is only sorted when it is asked for. */
export class BestFirst implements Iterable<number> {
  private readonly lowest: number;
  private head: readonly number[] | null = null;
  private tail: readonly number[] | null = null;

  constructor(private readonly rows: readonly number[], private readonly scores: Float64Array) {
    this.lowest = reachedBy(HEAD, rows, scores);
  }

  *[Symbol.iterator](): Generator<number> {
    const { rows, scores, lowest } = this;
    this.head ??= byScore(rows.filter((row) => scores[row]! >= lowest), scores);
    yield* this.head;
    this.tail ??= byScore(rows.filter((row) => scores[row]! < lowest), scores);
    yield* this.tail;
  }
}

/** Puts a value in the place of the lowest, which is the first. */
function sinkFirst(heap: Float64Array, value: number): void {
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++;
    if (heap[child]! >= value) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = value;
}
