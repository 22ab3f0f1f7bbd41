const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How long, and how much of it, a store keeps what is not kept for ever. */
export interface StateRetention {
  /** A booth session ends so long after its last sign; default 2 minutes. */
  readonly boothSessionMs: number;
  /** What the frames of a booth session told, after the last of them; default 2 minutes. */
  readonly boothTrackMs: number;
  /** Outcomes of enrolments; default a day. */
  readonly enrolmentMs: number;
  /** Impressions that frequency caps may look at; default a day. */
  readonly impressionMs: number;
  /** Receipt numbers; a till that sends a receipt again later than this is not recognised; default 60 days. */
  readonly receiptMs: number;
  /** Sales of a week, after its end; default 6 weeks. */
  readonly weeklySalesMs: number;
  /** Slates of a booth that a watcher can still resume behind; default 32. */
  readonly boardHistory: number;
  /** Changes of a chain's gallery that a watcher can still resume behind; default 10,000. */
  readonly galleryHistory: number;
}

/** What applies where nothing else is asked for. */
export const DEFAULT_RETENTION: StateRetention = {
  boothSessionMs: 2 * MINUTE_MS,
  boothTrackMs: 2 * MINUTE_MS,
  enrolmentMs: DAY_MS,
  impressionMs: DAY_MS,
  receiptMs: 60 * DAY_MS,
  weeklySalesMs: 42 * DAY_MS,
  boardHistory: 32,
  galleryHistory: 10_000,
};
