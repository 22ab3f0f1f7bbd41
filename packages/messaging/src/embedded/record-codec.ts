import { VitrineError } from '@vitrine/contracts';
import type { NewRecord, RecordHeaders } from '../event-log.js';

/** A record as it lies on the disk. */
export interface StoredRecord extends Required<NewRecord> {
  /** When the log took it, UTC milliseconds; retention counts from here. */
  readonly appendedAtMs: number;
}

const FORMAT = 1;
const FIXED_BYTES = 1 + 8 + 8 + 4 + 4 + 1;

/** Format byte, event time, append time, length of key and of headers (JSON), whether there is a value; then key, headers, value. */
export function encodeRecord({ key, value, headers = {}, timeMs }: NewRecord, appendedAtMs: number): Buffer {
  const keyBytes = Buffer.from(key, 'utf8');
  const headerBytes = Buffer.from(JSON.stringify(headers), 'utf8');
  const fixed = Buffer.allocUnsafe(FIXED_BYTES);
  fixed.writeUInt8(FORMAT, 0);
  fixed.writeDoubleBE(timeMs, 1);
  fixed.writeDoubleBE(appendedAtMs, 9);
  fixed.writeUInt32BE(keyBytes.length, 17);
  fixed.writeUInt32BE(headerBytes.length, 21);
  fixed.writeUInt8(value === null ? 0 : 1, 25);
  return Buffer.concat([fixed, keyBytes, headerBytes, value ?? Buffer.alloc(0)]);
}

/** @throws VitrineError `invalid_record` when the bytes are of another format */
export function decodeStored(bytes: Buffer): StoredRecord {
  if (bytes[0] !== FORMAT || bytes.length < FIXED_BYTES) {
    throw new VitrineError('invalid_record', `a record of the embedded log has format ${bytes[0] ?? 'none'}, known is ${FORMAT}`, { bytes: bytes.length });
  }
  const headersAt = FIXED_BYTES + bytes.readUInt32BE(17);
  const valueAt = headersAt + bytes.readUInt32BE(21);
  return {
    key: bytes.toString('utf8', FIXED_BYTES, headersAt),
    headers: JSON.parse(bytes.toString('utf8', headersAt, valueAt)) as RecordHeaders,
    value: bytes[25] === 0 ? null : bytes.subarray(valueAt),
    timeMs: bytes.readDoubleBE(1),
    appendedAtMs: bytes.readDoubleBE(9),
  };
}

/** Key, append time and whether it is a tombstone, without reading the rest. */
export function peekStored(bytes: Buffer): { readonly key: string; readonly appendedAtMs: number; readonly tombstone: boolean } {
  return { key: bytes.toString('utf8', FIXED_BYTES, FIXED_BYTES + bytes.readUInt32BE(17)), appendedAtMs: bytes.readDoubleBE(9), tombstone: bytes[25] === 0 };
}
