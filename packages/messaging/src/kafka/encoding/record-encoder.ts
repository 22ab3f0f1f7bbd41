import type { IHeaders, Message } from 'kafkajs';

/** What kafkajs hands to the encoder of one record. */
export interface RecordToEncode extends Pick<Message, 'key' | 'value' | 'headers'> {
  readonly offsetDelta?: number;
  readonly timestampDelta?: number;
}

/** A record as kafkajs copies it into its batch. */
export interface EncodedRecord {
  readonly buf: Buffer;
  readonly buffer: Buffer;
}

const SLAB_BYTES = 64 * 1024;
/** More than the two deltas, the attributes and the counts take. */
const FIXED_BYTES = 64;
const MOST_BYTES_PER_CHARACTER = 3;
/** Of the length of a record or of a part of it. */
const MOST_LENGTH_BYTES = 5;
const ASCII_END = 0x80;

let slab = Buffer.alloc(0);
let end = 0;

/**
 * One record of a batch of format 2 (Kafka's protocol guide, "Record"), byte for byte as kafkajs writes it. Records lie one behind the other in
 * memory that is taken in large pieces, where kafkajs takes 512 bytes for each record and each of its headers.
 */
export function encodeRecord({ key, value, headers = {}, offsetDelta = 0, timestampDelta = 0 }: RecordToEncode): EncodedRecord {
  reserve(FIXED_BYTES + bytesAtMost(key) + bytesAtMost(value) + headerBytesAtMost(headers));
  const body = end + MOST_LENGTH_BYTES;
  end = body;
  slab[end++] = 0;
  writeVarint(timestampDelta);
  writeVarint(offsetDelta);
  writePart(key);
  writePart(value);
  writeHeaders(headers);
  const written = end;
  end = body - varintBytes(written - body);
  const record = slab.subarray(end, written);
  writeVarint(written - body);
  end = written;
  return { buf: record, buffer: record };
}

function reserve(bytes: number): void {
  if (end + bytes <= slab.length) return;
  slab = Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, bytes));
  end = 0;
}

function bytesAtMost(part: string | Buffer | null | undefined): number {
  if (part === null || part === undefined) return MOST_LENGTH_BYTES;
  return MOST_LENGTH_BYTES + part.length * (typeof part === 'string' ? MOST_BYTES_PER_CHARACTER : 1);
}

function headerBytesAtMost(headers: IHeaders): number {
  let bytes = 0;
  for (const name of Object.keys(headers)) {
    const held = headers[name];
    if (!Array.isArray(held)) bytes += bytesAtMost(name) + bytesAtMost(held);
    else for (const one of held) bytes += bytesAtMost(name) + bytesAtMost(one);
  }
  return bytes;
}

function writeHeaders(headers: IHeaders): void {
  const names = Object.keys(headers);
  let count = 0;
  for (const name of names) {
    const held = headers[name];
    count += Array.isArray(held) ? held.length : 1;
  }
  writeVarint(count);
  for (const name of names) {
    const held = headers[name];
    if (Array.isArray(held)) for (const one of held) writeHeader(name, one);
    else writeHeader(name, held);
  }
}

function writeHeader(name: string, held: string | Buffer | undefined): void {
  writeText(name);
  writePart(held);
}

function writePart(part: string | Buffer | null | undefined): void {
  if (part === null || part === undefined) writeVarint(-1);
  else if (typeof part === 'string') writeText(part);
  else {
    writeVarint(part.length);
    slab.set(part, end);
    end += part.length;
  }
}

/** Short texts, mostly ASCII: a call of Node's for each takes longer. */
function writeText(text: string): void {
  const start = end;
  writeVarint(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= ASCII_END) {
      end = start;
      return writeUtf8(text);
    }
    slab[end++] = code;
  }
}

function writeUtf8(text: string): void {
  writeVarint(Buffer.byteLength(text));
  end += slab.write(text, end);
}

/** Zigzag, seven bits a byte, lowest first; exact for all that a double counts. */
function writeVarint(value: number): void {
  let left = zigzag(value);
  while (left >= 0x80) {
    slab[end++] = (left % 0x80) | 0x80;
    left = Math.floor(left / 0x80);
  }
  slab[end++] = left;
}

function varintBytes(value: number): number {
  let bytes = 1;
  for (let left = zigzag(value); left >= 0x80; left = Math.floor(left / 0x80)) bytes += 1;
  return bytes;
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}
