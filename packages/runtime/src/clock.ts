/** Tells the time; tests bring their own. */
export abstract class Clock {
  /** UTC milliseconds since 1970. */
  abstract nowMs(): number;
}

/** The machine's clock. */
export class SystemClock extends Clock {
  nowMs(): number {
    return Date.now();
  }
}
