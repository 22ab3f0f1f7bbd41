import { crc32 } from 'node:zlib';

/** A number in [0, 1) that a text and a place in its row of draws decide. */
function drawn(seed: string, place: number): number {
  let bits = crc32(`${place}:${seed}`);
  // The finaliser of MurmurHash3 (Appleby): neighbouring texts then give unrelated numbers.
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
}

/** What stands in the last place, and with which probability it came to. */
export interface ExploredPlace {
  readonly row: number;
  readonly propensity: number;
}

/** With chance `share` one of the pool, each as likely, takes the place of `last`. The seed decides, so the same decision gives the same slate. */
export function explored(last: number, pool: readonly number[], share: number, seed: string): ExploredPlace {
  if (pool.length === 0 || share <= 0) return { row: last, propensity: 1 };
  if (drawn(seed, 0) >= share) return { row: last, propensity: 1 - share };
  return { row: pool[Math.floor(drawn(seed, 1) * pool.length)]!, propensity: share / pool.length };
}
