/** Tells the time; tests bring their own. */
export abstract class Clock {
  /** UTC milliseconds since 1970. */
  abstract nowMs(): number;
}

/** The machine's clock, moved by so many milliseconds: 0 but for simulations and for testing a wrong clock. */
export class SystemClock extends Clock {
  constructor(private readonly offsetMs = 0) {
    super();
  }

  nowMs(): number {
    return Date.now() + this.offsetMs;
  }
}
