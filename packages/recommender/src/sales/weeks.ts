const WEEK_MS = 7 * 86_400_000;
/** Weeks that count as "of late". */
const WEEKS = 4;

/** The week a moment is in: whole weeks of seven days since 1970, UTC. */
export function weekOf(atMs: number): number {
  return Math.floor(atMs / WEEK_MS);
}

/** The weeks that make up the last four, as of `nowMs`, with the share that each counts: of the oldest only what is not older. */
export function recentWeeks(nowMs: number): readonly { readonly week: number; readonly share: number }[] {
  const current = weekOf(nowMs);
  const gone = nowMs / WEEK_MS - current;
  return Array.from({ length: WEEKS + 1 }, (_, back) => ({ week: current - back, share: back === WEEKS ? 1 - gone : 1 }));
}
