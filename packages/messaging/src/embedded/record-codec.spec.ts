import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeStored, encodeRecord, peekStored } from './record-codec.js';

const records = fc.record({
  key: fc.string({ unit: 'grapheme' }),
  value: fc.option(fc.uint8Array().map((bytes) => Buffer.from(bytes)), { nil: null }),
  timeMs: fc.integer(),
  headers: fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }),
});

describe('records on the disk', () => {
  it('come back as they were', () => {
    fc.assert(fc.property(records, fc.nat(), (record, appendedAtMs) => {
      const bytes = encodeRecord(record, appendedAtMs);
      expect(decodeStored(bytes)).toEqual({ ...record, appendedAtMs });
      expect(peekStored(bytes)).toEqual({ key: record.key, appendedAtMs, tombstone: record.value === null });
    }));
  });

  it('of another format are refused', () => {
    expect(() => decodeStored(Buffer.from([9, 1, 2]))).toThrow(expect.objectContaining({ code: 'invalid_record' }));
  });
});
