import { endianness } from 'node:os';
import { VitrineError } from '@vitrine/contracts';

const BIG_ENDIAN = endianness() === 'BE';
const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;

/** A vector as bytes: 32-bit floats, little-endian, four bytes an element. The bytes are a copy. */
export function float32ToBytes(vector: Float32Array): Buffer {
  const bytes = Buffer.from(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
  return BIG_ENDIAN ? bytes.swap32() : bytes;
}

/**
 * The vector that `float32ToBytes` wrote. It is a copy.
 * @throws VitrineError `invalid_record` when the bytes are not a whole number of floats
 */
export function bytesToFloat32(bytes: Uint8Array): Float32Array {
  if (bytes.length % FLOAT_BYTES !== 0) {
    throw new VitrineError('invalid_record', 'the bytes are not 32-bit floats', { bytes: bytes.length });
  }
  const copy = new Uint8Array(bytes);
  if (BIG_ENDIAN) Buffer.from(copy.buffer).swap32();
  return new Float32Array(copy.buffer);
}
