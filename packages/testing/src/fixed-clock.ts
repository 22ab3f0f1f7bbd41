/** A clock that stands until told otherwise. Use `clock.now` wherever `() => number` (UTC milliseconds) is wanted. */
export class FixedClock {
  private ms: number;

  /** @param startMs UTC milliseconds; default 2026-03-02T10:00:00Z, a Monday */
  constructor(startMs: number = Date.UTC(2026, 2, 2, 10)) {
    this.ms = startMs;
  }

  /** UTC milliseconds; bound, so it can be handed over alone. */
  readonly now = (): number => this.ms;

  /** Moves on by so many milliseconds and tells the new time. */
  advance(ms: number): number {
    this.ms += ms;
    return this.ms;
  }

  /** Jumps to a moment, UTC milliseconds. */
  set(ms: number): void {
    this.ms = ms;
  }
}
