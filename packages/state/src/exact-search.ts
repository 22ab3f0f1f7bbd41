/** A row of a matrix and how similar it is to the query. */
export interface RowScore {
  readonly row: number;
  /** Cosine similarity, -1 to 1; higher is more similar. */
  readonly score: number;
}

/** Unit vectors, one behind the other: row `i` begins at `i * dimension`. */
export interface UnitRows {
  readonly elements: Float32Array;
  readonly rows: number;
  readonly dimension: number;
}

/**
 * The `count` rows nearest to a unit query, best first; of equal ones the earlier row first. Exact: every row is scored.
 * cos(q, r) = q·r / (|q| |r|), which for unit vectors is the dot product Σ qᵢ rᵢ (summed in double precision, held to -1..1).
 * Takes O(rows · dimension) time and no index: at tens of thousands of rows that is milliseconds.
 */
export function nearestRows({ elements, rows, dimension }: UnitRows, query: Float32Array, count: number): RowScore[] {
  const best: RowScore[] = [];
  if (count < 1) return best;
  let threshold = -Infinity;
  for (let row = 0; row < rows; row += 1) {
    const score = dot(elements, row * dimension, query);
    if (best.length >= count && score <= threshold) continue;
    insert(best, { row, score }, count);
    threshold = best.at(-1)?.score ?? -Infinity;
  }
  return best.map(({ row, score }) => ({ row, score: Math.min(1, Math.max(-1, score)) }));
}

/** Four sums side by side, so that the processor need not wait for one addition before the next. */
function dot(elements: Float32Array, start: number, query: Float32Array): number {
  const { length } = query;
  let a = 0, b = 0, c = 0, d = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    a += (elements[start + i] as number) * (query[i] as number);
    b += (elements[start + i + 1] as number) * (query[i + 1] as number);
    c += (elements[start + i + 2] as number) * (query[i + 2] as number);
    d += (elements[start + i + 3] as number) * (query[i + 3] as number);
  }
  for (; i < length; i += 1) a += (elements[start + i] as number) * (query[i] as number);
  return a + b + c + d;
}

function insert(best: RowScore[], candidate: RowScore, count: number): void {
  let place = best.length;
  while (place > 0 && (best[place - 1] as RowScore).score < candidate.score) place -= 1;
  best.splice(place, 0, candidate);
  if (best.length > count) best.pop();
}
