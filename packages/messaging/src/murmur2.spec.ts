import * as fc from 'fast-check';
import kafkajs from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { murmur2, partitionOf } from './murmur2.js';

describe('partitions of keys', () => {
  it('hashes as Kafka’s Java client does', () => {
    // From org.apache.kafka.common.utils.UtilsTest#testMurmur2.
    const known = { '21': -973_932_308, foobar: -790_332_482, 'a-little-bit-long-string': -985_981_536, 'a-little-bit-longer-string': -1_486_304_829, 'lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8': -58_897_971, abc: 479_470_107 };
    for (const [key, hash] of Object.entries(known)) expect(murmur2(Buffer.from(key))).toBe(hash);
  });

  it('are those that kafkajs’s default partitioner chooses', () => {
    const partitioner = kafkajs.Partitioners.DefaultPartitioner();
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 64 }), (key, partitions) => {
      const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({ partitionId, leader: 0, partitionErrorCode: 0, replicas: [], isr: [] }));
      expect(partitionOf(key, partitions)).toBe(partitioner({ topic: 't', partitionMetadata, message: { key, value: null } }));
    }));
  });
});
