import { MOMENT_MS } from './factories.js';

/** A clock that stands until told otherwise; fits wherever a clock with `nowMs()` is injected. */
export class FixedClock {
  private ms: number;

  /** @param startMs UTC milliseconds; default {@link MOMENT_MS} */
  constructor(startMs: number = MOMENT_MS) {
    this.ms = startMs;
  }

  /** UTC milliseconds, for places that take a function instead of a clock. */
  readonly now = (): number => this.ms;

  /** UTC milliseconds. */
  nowMs(): number {
    return this.ms;
  }

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
