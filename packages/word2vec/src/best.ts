/** A row with its score. */
export interface ScoredRow {
  readonly row: number;
  readonly score: number;
}

/** Keeps the best few of many scores. Equal scores stand in the order of `before`. */
export class Best {
  private readonly kept: ScoredRow[] = [];

  /** @param before whether row `a` goes before row `b` when their scores are equal */
  constructor(private readonly count: number, private readonly before: (a: number, b: number) => boolean) {}

  offer(row: number, score: number): void {
    const { kept, count } = this;
    let place = kept.length;
    while (place > 0 && this.beats(row, score, kept[place - 1]!)) place--;
    if (place >= count) return;
    kept.splice(place, 0, { row, score });
    if (kept.length > count) kept.pop();
  }

  /** Best first. */
  rows(): readonly ScoredRow[] {
    return this.kept;
  }

  private beats(row: number, score: number, other: ScoredRow): boolean {
    return score > other.score || (score === other.score && this.before(row, other.row));
  }
}
