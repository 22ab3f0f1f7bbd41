/** How long a condition may take on a real broker and a busy machine. */
export const PATIENCE = { timeout: 60_000, interval: 20 };

/** Longest a test of a suite may take. */
export const TIMEOUT_MS = 120_000;

/** 0 to `length - 1`. */
export function count(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
