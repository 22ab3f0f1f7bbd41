/** Tells the time: UTC milliseconds since 1970. Every store gets one, so tests decide what has expired. */
export interface Clock {
  nowMs(): number;
}
