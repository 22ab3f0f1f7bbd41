const SEED = 0x9747b28c;
const MULTIPLIER = 0x5bd1e995;
const SHIFT = 24;

/**
 * Murmur2 as Kafka's clients compute it (32-bit, signed result), so that every adapter puts a key into the same partition.
 * Source: org.apache.kafka.common.utils.Utils#murmur2.
 */
export function murmur2(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = bytes.length >> 2;
  let hash = SEED ^ bytes.length;
  for (let word = 0; word < words; word++) {
    let k = Math.imul(view.getInt32(word * 4, true), MULTIPLIER);
    k = Math.imul(k ^ (k >>> SHIFT), MULTIPLIER);
    hash = Math.imul(hash, MULTIPLIER) ^ k;
  }
  hash = mixRest(hash, bytes.subarray(words * 4));
  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLIER);
  return hash ^ (hash >>> 15);
}

/** Partition of a key among `partitions`: Kafka's default partitioner. */
export function partitionOf(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key, 'utf8')) & 0x7fffffff) % partitions;
}

function mixRest(hash: number, rest: Uint8Array): number {
  if (rest.length === 0) return hash;
  let mixed = hash;
  for (let i = rest.length - 1; i >= 0; i--) mixed ^= (rest[i] ?? 0) << (8 * i);
  return Math.imul(mixed, MULTIPLIER);
}
