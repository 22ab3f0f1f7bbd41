/** An item with its score; higher is better. */
export interface ScoredItem {
  readonly item: string;
  readonly score: number;
}

/** Keeps the best few of many scored items; ties go to the smaller item. */
export class BestItems {
  private readonly kept: ScoredItem[] = [];

  /** @param count how many to keep */
  constructor(private readonly count: number) {}

  offer(item: string, score: number): void {
    const { kept, count } = this;
    if (kept.length === count && (count === 0 || !before(item, score, kept[count - 1]!))) return;
    let low = 0;
    let high = kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(item, score, kept[middle]!)) high = middle;
      else low = middle + 1;
    }
    kept.splice(low, 0, { item, score });
    if (kept.length > count) kept.pop();
  }

  /** Best first. */
  ranked(): readonly ScoredItem[] {
    return this.kept;
  }
}

function before(item: string, score: number, other: ScoredItem): boolean {
  return score > other.score || (score === other.score && item < other.item);
}

/** The best `top` of numbered scores, those of `left` out. */
export function bestOf(scores: Float64Array, items: readonly string[], left: readonly number[], top: number): readonly ScoredItem[] {
  const out = new Set(left);
  const best = new BestItems(top);
  for (const [number, item] of items.entries()) if (!out.has(number)) best.offer(item, scores[number]!);
  return best.ranked();
}
