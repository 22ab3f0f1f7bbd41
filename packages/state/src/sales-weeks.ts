const WEEK_MS = 7 * 86_400_000;

/** First moment at which the counts of a week are not kept any more. */
export function weekForgottenAtMs(week: number, keptMs: number): number {
  return (week + 1) * WEEK_MS + keptMs;
}

/** Weeks before this one are not kept any more. */
export function oldestKeptWeek(nowMs: number, keptMs: number): number {
  return Math.floor((nowMs - keptMs) / WEEK_MS);
}
