/**
 * Arguments of the operation `put` for a value that nobody reads after `expiresAtMs`.
 * The reader's clock decides whether it is over; the time to live only frees the memory, a minute later, so clocks need not agree.
 */
export function expiring(value: unknown, expiresAtMs: number, nowMs: number): readonly [ttlMs: number, text: string] {
  return [Math.max(expiresAtMs - nowMs, 0) + SLACK_MS, JSON.stringify({ expiresAtMs, value })];
}

/** The value, unless there is none or its time is over. */
export function unexpired(text: string | null, nowMs: number): unknown {
  if (text === null) return null;
  const { expiresAtMs, value } = JSON.parse(text) as { expiresAtMs: number; value: unknown };
  return nowMs < expiresAtMs ? value : null;
}

const SLACK_MS = 60_000;
