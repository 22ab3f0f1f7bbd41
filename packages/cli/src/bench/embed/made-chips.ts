const SIDE = 160;

/** Pictures without meaning, each another; values 0 to 255. The peers' program makes the same. */
export function madeChips(count: number): Float32Array {
  return Float32Array.from({ length: count * SIDE * SIDE * 3 }, (_, i) => (i * 7919 + (i >> 5) * 104_729) % 256);
}
