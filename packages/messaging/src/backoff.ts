export interface BackoffSettings {
  /** First pause, before jitter; default 100 ms. */
  readonly baseMs?: number;
  /** Longest pause, before jitter; default 5 s, so that nobody sleeps long after an outage. */
  readonly maxMs?: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** Pauses that double with every failure in a row, each drawn between half and the whole of its length. */
export class Backoff {
  private failures = 0;
  private readonly baseMs: number;
  private readonly maxMs: number;
  private readonly random: () => number;

  constructor({ baseMs = 100, maxMs = 5_000, random }: BackoffSettings) {
    this.baseMs = baseMs;
    this.maxMs = maxMs;
    this.random = random;
  }

  /** Counts one more failure; the pause before the next attempt, in milliseconds. */
  next(): number {
    const length = Math.min(this.maxMs, this.baseMs * 2 ** Math.min(this.failures, 30));
    this.failures += 1;
    return Math.round(length * (0.5 + this.random() / 2));
  }

  /** After a success. */
  reset(): void {
    this.failures = 0;
  }
}
