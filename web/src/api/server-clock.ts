/** Differences below this are the one-second grain of the Date header, not a wrong clock. */
const GRAIN_MS = 2000;

/**
 * The platform's time as well as it can be known here. A shop screen's own clock may be minutes off, and slates are valid
 * until a moment of the platform's clock.
 */
export class ServerClock {
  private offsetMs = 0;

  constructor(private readonly localNow: () => number = Date.now) {}

  nowMs(): number {
    return this.localNow() + this.offsetMs;
  }

  nowIso(): string {
    return new Date(this.nowMs()).toISOString();
  }

  /** Takes the `Date` header of an answer that has just come. */
  observe(dateHeader: string | null): void {
    const serverMs = Date.parse(dateHeader ?? '');
    if (Number.isNaN(serverMs)) return;
    const offsetMs = serverMs + 500 - this.localNow();
    this.offsetMs = Math.abs(offsetMs) < GRAIN_MS ? 0 : offsetMs;
  }
}

export const serverClock = new ServerClock();
