import { KafkaEventLog } from '@vitrine/messaging/kafka';
import { startKafka, startRedis } from '@vitrine/testing/infrastructure';
import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { describeWithKafka, describeWithRedis } from '../provided.js';

describeWithRedis('an own Redis for tests', () => {
  it('keeps what it acknowledged over SIGKILL and answers at the same address', async () => {
    const server = await startRedis({ own: true });
    const client = new Redis(server.url);
    client.on('error', () => undefined);
    try {
      await client.set('k', 'v');
      await server.kill('SIGKILL');
      await server.restart();
      expect(await client.get('k')).toBe('v');
    } finally {
      client.disconnect();
      await server.stop();
    }
  });
});

describeWithKafka('an own Kafka for tests', () => {
  it('keeps what it acknowledged over SIGKILL and answers at the same address', async () => {
    const server = await startKafka({ own: true });
    const log = new KafkaEventLog({ brokers: server.brokers, clientId: 'infrastructure' });
    try {
      await log.ensureTopics([{ name: 'kept', partitions: 1, cleanup: 'delete', retentionMs: -1, maxMessageBytes: 1_048_588, memoryOnly: false }]);
      await log.append('kept', [{ key: 'k', value: Buffer.from('v'), timeMs: 1 }]);
      await server.kill('SIGKILL');
      await server.restart();
      expect(await log.ends('kept')).toEqual([{ topic: 'kept', partition: 0, begin: 0, end: 1 }]);
    } finally {
      await log.close();
      await server.stop();
    }
  });
});
