import { crc32 } from 'node:zlib';
import { VitrineError } from '@vitrine/contracts';

/** A snapshot as it is read: items by number, their sums, and each pair once. */
export interface CooccurrenceState {
  readonly items: readonly string[];
  readonly sold: Float64Array;
  readonly pairs: { readonly from: Int32Array; readonly to: Int32Array; readonly values: Float64Array };
}

const MAGIC = 0x4f434f56;
const VERSION = 1;
const HEADER_BYTES = 20;

/** Layout, little-endian: magic, version, bytes of names, items, pairs; names as JSON; sums; from, to and value of each pair; CRC-32 of all before. */
export function writeCooccurrence(items: readonly string[], sold: readonly number[], pairs: readonly (readonly [number, number, number])[]): Uint8Array {
  const names = Buffer.from(JSON.stringify(items));
  const body = Buffer.concat([
    bytesOf(Uint32Array.of(MAGIC, VERSION, names.length, items.length, pairs.length)),
    names,
    bytesOf(Float64Array.from(sold)),
    bytesOf(Int32Array.from(pairs, ([from]) => from)),
    bytesOf(Int32Array.from(pairs, ([, to]) => to)),
    bytesOf(Float64Array.from(pairs, ([, , value]) => value)),
  ]);
  return Buffer.concat([body, bytesOf(Uint32Array.of(crc32(body)))]);
}

/** @throws VitrineError `model_invalid` */
export function readCooccurrence(bytes: Uint8Array): CooccurrenceState {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < HEADER_BYTES || buffer.readUInt32LE(0) !== MAGIC) throw invalid('not a co-occurrence snapshot');
  if (buffer.readUInt32LE(4) !== VERSION) throw invalid(`version ${buffer.readUInt32LE(4)}; this program reads ${VERSION}`);
  const [nameBytes, items, pairs] = [buffer.readUInt32LE(8), buffer.readUInt32LE(12), buffer.readUInt32LE(16)];
  const end = HEADER_BYTES + nameBytes + items * 8 + pairs * 16;
  if (buffer.length !== end + 4 || crc32(buffer.subarray(0, end)) !== buffer.readUInt32LE(end)) throw invalid('cut off or damaged: its checksum does not fit');
  let at = HEADER_BYTES;
  const next = (length: number): ArrayBuffer => Uint8Array.from(buffer.subarray(at, (at += length))).buffer;
  const names = JSON.parse(buffer.toString('utf8', at, (at += nameBytes))) as string[];
  const sold = new Float64Array(next(items * 8));
  return { items: names, sold, pairs: { from: new Int32Array(next(pairs * 4)), to: new Int32Array(next(pairs * 4)), values: new Float64Array(next(pairs * 8)) } };
}

function bytesOf(values: Uint32Array | Int32Array | Float64Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

function invalid(what: string): VitrineError {
  return new VitrineError('model_invalid', `the co-occurrence snapshot is invalid: ${what}`);
}
