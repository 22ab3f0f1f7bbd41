import type { ChainableCommander, Redis } from 'ioredis';
import { bytesToFloat32, float32ToBytes } from '../float32-bytes.js';
import type { ProductVector } from '../product-vectors.js';

/** Links a node: Redis's own default, written out because a set keeps the first value it was given. */
const LINKS = 16;
/** Candidates when a vector is linked in: Redis's own default. With vectors that are not quantised, rewriting all of them twice did not cost recall. */
const BUILD_EFFORT = 200;
/** Candidates looked at by a search. */
const SEARCH_EFFORT = 500;
/** Up to so many vectors a search looks at each one: it takes half a millisecond and cannot miss. */
const EXACT_UP_TO = 2_048;

/**
 * Float32, not quantised: what is read back is what was put, and the score is the cosine itself. Without CAS, although that would take the search
 * for neighbours off the main thread: Redis 8.2 logs it as it came, and a server that replays such a VADD from its append-only file dies of it.
 */
export function addVector(commands: ChainableCommander, key: string, { sku, vector }: ProductVector): void {
  commands.call('VADD', key, 'FP32', float32ToBytes(vector), sku, 'NOQUANT', 'EF', BUILD_EFFORT, 'M', LINKS);
}

/** Number of vectors in the set and how many numbers each has; null when there is no set. */
export async function vectorSetShape(redis: Redis, key: string): Promise<{ readonly size: number; readonly dimension: number } | null> {
  // Of a set that is not there, VCARD says 0 and VDIM is an error.
  const [[, size] = [], [, dimension] = []] = await redis.pipeline().call('VCARD', key).call('VDIM', key).exec() ?? [];
  return Number(size) > 0 ? { size: Number(size), dimension: Number(dimension) } : null;
}

export async function similarTo(redis: Redis, key: string, query: Float32Array, count: number, size: number): Promise<readonly (readonly [element: string, score: number])[]> {
  const effort = size <= EXACT_UP_TO ? ['TRUTH'] : ['EF', Math.max(SEARCH_EFFORT, count)];
  const flat = await redis.call('VSIM', key, 'FP32', float32ToBytes(query), 'WITHSCORES', 'COUNT', count, ...effort) as string[];
  return pairs(flat).map(([element, score]) => [element, cosineOf(Number(score))]);
}

/** A vector as VEMB RAW gives it: quantisation, the normalised vector as bytes, the length it had. */
export function rawVector(reply: unknown): Float32Array | null {
  return Array.isArray(reply) && Buffer.isBuffer(reply[1]) ? bytesToFloat32(reply[1]) : null;
}

/** VSIM's score is (1 + cosine) / 2. */
function cosineOf(score: number): number {
  return 2 * score - 1;
}

function pairs(flat: readonly string[]): (readonly [string, string])[] {
  return Array.from({ length: flat.length / 2 }, (_, index) => [flat[2 * index] ?? '', flat[2 * index + 1] ?? ''] as const);
}
