/** 1 when one of the first `k` is relevant, else 0. */
export function hitRate<T>(ranked: readonly T[], relevant: ReadonlySet<T>, k: number): number {
  return ranked.slice(0, k).some((item) => relevant.has(item)) ? 1 : 0;
}

/** Share of the relevant items that are among the first `k`, 0 to 1; 0 when nothing is relevant. */
export function recall<T>(ranked: readonly T[], relevant: ReadonlySet<T>, k: number): number {
  return relevant.size === 0 ? 0 : ranked.slice(0, k).filter((item) => relevant.has(item)).length / relevant.size;
}

/**
 * Normalised discounted cumulative gain of the first `k` with binary relevance, 0 to 1 (Järvelin and Kekäläinen 2002):
 * gains 1 / log2(1 + rank), over the best that min(k, relevant) items can reach. 0 when nothing is relevant.
 */
export function ndcg<T>(ranked: readonly T[], relevant: ReadonlySet<T>, k: number): number {
  const reached = ranked.slice(0, k).reduce((sum, item, index) => sum + (relevant.has(item) ? gain(index + 1) : 0), 0);
  let ideal = 0;
  for (let rank = 1; rank <= Math.min(k, relevant.size); rank++) ideal += gain(rank);
  return ideal === 0 ? 0 : reached / ideal;
}

function gain(rank: number): number {
  return 1 / Math.log2(1 + rank);
}
