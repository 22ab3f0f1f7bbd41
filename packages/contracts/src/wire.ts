import { VitrineError } from './errors.js';

export const HEADER_BYTES = 5;

/** Confluent wire format: a zero byte, the schema id as four bytes big-endian, then the Avro body. */
export function writeHeader(schemaId: number, body: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + body.length);
  writeHeaderInto(bytes, schemaId);
  bytes.set(body, HEADER_BYTES);
  return bytes;
}

/** Puts the header in front of a body that starts at `HEADER_BYTES`. */
export function writeHeaderInto(bytes: Buffer, schemaId: number): void {
  bytes.writeUInt8(0, 0);
  bytes.writeInt32BE(schemaId, 1);
}

/**
 * Splits a value in Confluent wire format. The body shares memory with `bytes`.
 * @throws VitrineError `invalid_record` when there is no such header
 */
export function readHeader(bytes: Uint8Array): { schemaId: number; body: Buffer } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < HEADER_BYTES || buffer[0] !== 0) {
    throw new VitrineError('invalid_record', 'the value does not start with a zero byte and a schema id', { bytes: buffer.length });
  }
  return { schemaId: buffer.readInt32BE(1), body: buffer.subarray(HEADER_BYTES) };
}
