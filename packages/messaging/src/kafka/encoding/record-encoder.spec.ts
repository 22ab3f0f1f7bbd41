import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { installEncoder } from './install-encoder.js';
import { encodeRecord, type EncodedRecord, type RecordToEncode } from './record-encoder.js';

const require = createRequire(import.meta.url);
const RECORD = 'kafkajs/src/protocol/recordBatch/record/v0/index.js';
const kafkajs = require(RECORD) as (record: RecordToEncode) => EncodedRecord;

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
const part = fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 80 }), bytes(9000));
const delta = fc.oneof(fc.integer({ min: -100, max: 100 }), fc.maxSafeInteger().map((number) => Math.trunc(number / 4)));
const record: fc.Arbitrary<RecordToEncode> = fc.record({
  key: fc.option(part),
  value: fc.option(part),
  headers: fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 20 }).filter((name) => name !== '__proto__'), fc.oneof(part, fc.array(part, { maxLength: 3 })), { maxKeys: 5 }),
  offsetDelta: fc.nat(),
  timestampDelta: delta,
});

describe('the encoder of records', () => {
  it('writes what kafkajs writes, byte for byte', () => {
    fc.assert(fc.property(record, (one) => { expect(encodeRecord(one).buffer.equals(kafkajs(one).buffer)).toBe(true); }), { numRuns: 500 });
  });

  it('writes what kafkajs writes of a record with nothing, and of a picture', () => {
    for (const one of [{ key: 'k', value: null }, { key: null, value: Buffer.alloc(1_000_000, 7), headers: {} }]) expect(encodeRecord(one).buffer.equals(kafkajs(one).buffer)).toBe(true);
  });

  it('leaves what it has written as it was', () => {
    const messages = Array.from({ length: 3000 }, (_, number): RecordToEncode => ({ key: `k-${number}`, value: Buffer.alloc(100, number), offsetDelta: number }));
    const written = messages.map((message) => encodeRecord(message).buffer);
    expect(written.every((buffer, index) => buffer.equals(kafkajs(messages[index]!).buffer))).toBe(true);
  });

  it('is where kafkajs looks for its own', () => {
    const path = require.resolve(RECORD);
    const own = require.cache[path]!.exports as unknown;
    try {
      installEncoder();
      expect(require(RECORD)).toBe(encodeRecord);
    } finally {
      require.cache[path]!.exports = own;
    }
  });
});
