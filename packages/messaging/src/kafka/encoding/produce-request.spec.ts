import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { Message } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { installEncoder, writtenByUs } from './install-encoder.js';
import { encodeProduce, isPlain, type ProduceInput, type ProduceRequest } from './produce-request.js';

const require = createRequire(import.meta.url);
const REQUEST = 'kafkajs/src/protocol/requests/produce/v3/request.js';
const kafkajs = require(REQUEST) as (input: ProduceInput) => ProduceRequest;

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
const part = fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 80 }), bytes(9000));
const message: fc.Arbitrary<Message> = fc.record({
  key: fc.option(part),
  value: fc.option(part),
  headers: fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 20 }).filter((name) => name !== '__proto__'), fc.oneof(part, fc.array(part, { maxLength: 3 })), { maxKeys: 5 }),
  // As many digits each: kafkajs compares times as texts.
  timestamp: fc.integer({ min: 1_000_000_000_000, max: 9_999_999_999_999 }).map(String),
});
const input: fc.Arbitrary<ProduceInput> = fc.record({
  acks: fc.constantFrom(-1, 1),
  timeout: fc.nat(),
  producerId: fc.bigInt({ min: -1n, max: 2n ** 62n }).map(String),
  producerEpoch: fc.nat({ max: 32_767 }),
  topicData: fc.array(fc.record({
    topic: fc.string({ unit: 'grapheme', maxLength: 20 }),
    partitions: fc.array(fc.record({ partition: fc.nat({ max: 1000 }), firstSequence: fc.nat(), messages: fc.array(message, { minLength: 1, maxLength: 30 }) }), { maxLength: 3 }),
  }), { maxLength: 3 }),
});
const plain = (messages: readonly Message[]): ProduceInput => ({ acks: -1, timeout: 1, producerId: '7', producerEpoch: 1, topicData: [{ topic: 't', partitions: [{ partition: 3, firstSequence: 9, messages }] }] });

const OWN = Buffer.from('own');
const untouched = (): ProduceRequest => ({ apiKey: 0, apiVersion: 3, apiName: 'Produce', expectResponse: () => true, encode: async () => ({ buf: OWN, buffer: OWN }) });

describe('a request to append', () => {
  it('is what kafkajs writes, byte for byte', async () => {
    await fc.assert(fc.asyncProperty(input, async (one) => {
      expect(encodeProduce(one).equals((await kafkajs(one).encode()).buffer)).toBe(true);
    }), { numRuns: 200 });
  });

  it.each([
    ['a picture', [{ key: 'k', value: Buffer.alloc(1_000_000, 7), headers: {}, timestamp: '1' }]],
    ['a tombstone', [{ key: 'k', value: null, timestamp: '1764000000000' }]],
    ['a thousand records', Array.from({ length: 1000 }, (_, number) => ({ key: `k-${number}`, value: Buffer.alloc(150, number), headers: { id: 'ä'.repeat(20) }, timestamp: String(1_764_000_000_000 + ((number * 7919) % 1000)) }))],
  ])('of %s is, too', async (_, messages) => {
    expect(encodeProduce(plain(messages)).equals((await kafkajs(plain(messages)).encode()).buffer)).toBe(true);
  });

  it('is left to kafkajs where it is compressed, belongs to a transaction or has records without a time', async () => {
    const usual = plain([{ value: 'v', timestamp: '1764000000000' }]);
    const others = [{ ...usual, compression: 1 }, { ...usual, transactionalId: 'tx' }, plain([{ value: 'v' }])];
    expect([usual, ...others].map(isPlain)).toEqual([true, false, false, false]);
    const written = await Promise.all([usual, ...others].map(async (one) => (await writtenByUs(untouched)(one).encode()).buffer));
    expect(written.map((buffer) => buffer === OWN)).toEqual([false, true, true, true]);
    expect(written[0]).toEqual(encodeProduce(usual));
  });

  it('is made where kafkajs looks for it, by all its versions', async () => {
    const path = require.resolve(REQUEST);
    try {
      installEncoder();
      const installed = require(REQUEST) as unknown;
      installEncoder();
      expect(require(REQUEST)).toBe(installed);
      expect(installed).not.toBe(kafkajs);
      const versions = require('kafkajs/src/protocol/requests/produce/index.js') as { protocol(of: { version: number }): (one: ProduceInput) => { request: ProduceRequest } };
      const usual = plain([{ value: 'v', timestamp: '1764000000000' }]);
      const { buf } = await versions.protocol({ version: 7 })(usual).request.encode();
      expect(buf).toHaveLength(encodeProduce(usual).length);
    } finally {
      require.cache[path]!.exports = kafkajs;
    }
  });
});
