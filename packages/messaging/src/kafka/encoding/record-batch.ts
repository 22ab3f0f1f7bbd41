import type { IHeaders, Message } from 'kafkajs';
import { partBytesAtMost, type ByteWriter } from './byte-writer.js';
import { crc32c } from './crc32c.js';

/** Records of one partition as kafkajs hands them over; each has a time. */
export interface RecordBatch {
  readonly messages: readonly Message[];
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly firstSequence: number;
}

const FORMAT = 2;
const HEADER_BYTES = 61;
/** Length, attributes, two deltas and the number of headers. */
const RECORD_BYTES = 40;
/** Of the length that stands before a record. */
const MOST_LENGTH_BYTES = 5;

/** Room that a batch takes; an upper bound. */
export function batchBytesAtMost(messages: readonly Message[]): number {
  let bytes = HEADER_BYTES;
  for (const { key, value, headers = {} } of messages) {
    bytes += RECORD_BYTES + partBytesAtMost(key) + partBytesAtMost(value);
    for (const name of Object.keys(headers)) {
      const held = headers[name];
      if (!Array.isArray(held)) bytes += partBytesAtMost(name) + partBytesAtMost(held);
      else for (const one of held) bytes += partBytesAtMost(name) + partBytesAtMost(one);
    }
  }
  return bytes;
}

/** A batch of format 2, not compressed (Kafka's protocol guide, "Record Batch"). */
export function writeRecordBatch(writer: ByteWriter, { messages, producerId, producerEpoch, firstSequence }: RecordBatch): void {
  const times = messages.map(({ timestamp }) => Number(timestamp));
  const [first, last] = [times.reduce((a, b) => Math.min(a, b), Number.MAX_SAFE_INTEGER), times.reduce((a, b) => Math.max(a, b), 0)];
  writer.int64(0n);
  const lengthAt = writer.at;
  writer.int32(0);
  writer.int32(0);
  writer.int8(FORMAT);
  const checksumAt = writer.at;
  writer.int32(0);
  const checkedFrom = writer.at;
  writer.int16(0);
  writer.int32(messages.length - 1);
  writer.int64(BigInt(first));
  writer.int64(BigInt(last));
  writer.int64(producerId);
  writer.int16(producerEpoch);
  writer.int32(firstSequence);
  writer.int32(messages.length);
  for (const [offset, message] of messages.entries()) writeRecord(writer, message, times[offset]! - first, offset);
  writer.bytes.writeInt32BE(writer.at - lengthAt - 4, lengthAt);
  writer.bytes.writeUInt32BE(crc32c(writer.bytes, checkedFrom, writer.at), checksumAt);
}

function writeRecord(writer: ByteWriter, { key, value, headers = {} }: Message, timeDelta: number, offset: number): void {
  const start = writer.at;
  // Its length comes first and is known last: the record is written behind the longest there is, and moved.
  writer.at += MOST_LENGTH_BYTES;
  const body = writer.at;
  writer.int8(0);
  writer.varint(timeDelta);
  writer.varint(offset);
  writer.part(key);
  writer.part(value);
  writeHeaders(writer, headers);
  const end = writer.at;
  writer.at = start;
  writer.varint(end - body);
  writer.bytes.copyWithin(writer.at, body, end);
  writer.at += end - body;
}

function writeHeaders(writer: ByteWriter, headers: IHeaders): void {
  const names = Object.keys(headers);
  let count = 0;
  for (const name of names) {
    const held = headers[name];
    count += Array.isArray(held) ? held.length : 1;
  }
  writer.varint(count);
  for (const name of names) {
    const held = headers[name];
    for (const one of Array.isArray(held) ? held : [held]) {
      writer.part(name);
      writer.part(one);
    }
  }
}
