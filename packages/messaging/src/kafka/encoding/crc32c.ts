/** The Castagnoli polynomial, bits reversed. */
const POLYNOMIAL = 0x82f63b78;
const TABLE = 256;
/** Table k tells what a byte does to the checksum k bytes later; eight of them take eight bytes in one step (Kounavis and Berry, 2005). */
const tables = Array.from({ length: 8 }, () => new Int32Array(TABLE));
for (let byte = 0; byte < TABLE; byte++) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
  tables[0]![byte] = crc;
}
for (let k = 1; k < tables.length; k++) for (let byte = 0; byte < TABLE; byte++) {
  const before = tables[k - 1]![byte]!;
  tables[k]![byte] = tables[0]![before & 0xff]! ^ (before >>> 8);
}
const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];

/** CRC-32C of the bytes from `start` to `end`, as Kafka's record batches carry it; not negative. */
export function crc32c(bytes: Uint8Array, start: number, end: number): number {
  let crc = -1;
  let at = start;
  for (; at + 8 <= end; at += 8) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    crc = t7[crc & 0xff]! ^ t6[(crc >>> 8) & 0xff]! ^ t5[(crc >>> 16) & 0xff]! ^ t4[crc >>> 24]! ^ t3[bytes[at + 4]!]! ^ t2[bytes[at + 5]!]! ^ t1[bytes[at + 6]!]! ^ t0[bytes[at + 7]!]!;
  }
  for (; at < end; at++) crc = t0[(crc ^ bytes[at]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}
