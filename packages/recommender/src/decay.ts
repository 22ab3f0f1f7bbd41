/** A purchase counts half after four weeks. */
const HALF_LIFE_MS = 28 * 86_400_000;

/** What a purchase of so long ago still counts: 2^(-age / 28 days); nothing counts more than 1. */
export function decay(ageMs: number): number {
  return Math.pow(2, -Math.max(0, ageMs) / HALF_LIFE_MS);
}
