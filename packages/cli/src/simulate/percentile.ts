/** The value below which the share `p` (0 to 1) of the values lies, by the nearest rank; null for no values. */
export function percentile(values: readonly number[], p: number): number | null {
  const sorted = [...values].toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? null;
}
