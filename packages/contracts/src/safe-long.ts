import avro from 'avsc';

/** Numbers of this many bytes and less are all an Avro long takes: 64 bits, 7 a byte. */
const MOST_BYTES = 10;
const scratch = Buffer.alloc(MOST_BYTES);
/** Views of `scratch` by length: avsc copies what it is given, so nothing is allocated for a number. */
const written = Array.from({ length: MOST_BYTES + 1 }, (_, length) => scratch.subarray(0, length));

/**
 * Avro's 64-bit integers as numbers, exact over the whole safe range and refused beyond it.
 * avsc's own ones lose the sign of numbers below -2^52. Sign and magnitude are kept apart, so that no step leaves the integers that a double holds.
 */
export const safeLong = avro.types.LongType.__with({ fromBuffer, toBuffer, fromJSON: Number, toJSON: Number, isValid: Number.isSafeInteger, compare: (a: number, b: number) => Math.sign(a - b) }, true);

/** Zigzag: the lowest bit is the sign, a negative number n is written as -n - 1. */
function toBuffer(value: number): Buffer {
  let left = value < 0 ? -value - 1 : value;
  let length = 1;
  scratch[0] = (left % 64) * 2 + (value < 0 ? 1 : 0);
  left = Math.floor(left / 64);
  while (left > 0) {
    scratch[length - 1] = (scratch[length - 1] as number) | 0x80;
    scratch[length] = left % 128;
    left = Math.floor(left / 128);
    length += 1;
  }
  return written[length] as Buffer;
}

function fromBuffer(bytes: Buffer): number {
  const first = bytes[0] as number;
  let magnitude = (first & 0x7f) >> 1;
  let factor = 64;
  for (let index = 1; index < bytes.length; index++) {
    magnitude += ((bytes[index] as number) & 0x7f) * factor;
    factor *= 128;
  }
  const value = first & 1 ? -magnitude - 1 : magnitude;
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is beyond the safe integers`);
  return value;
}
