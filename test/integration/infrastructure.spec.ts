import { startKafka, startRedis } from '@vitrine/testing/infrastructure';
import { Redis } from 'ioredis';
import { Kafka, logLevel } from 'kafkajs';
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
    const kafka = new Kafka({ clientId: 'infrastructure', brokers: [...server.brokers], logLevel: logLevel.NOTHING });
    const [admin, producer] = [kafka.admin(), kafka.producer({ idempotent: true })];
    try {
      await admin.connect();
      await admin.createTopics({ waitForLeaders: true, topics: [{ topic: 'kept', numPartitions: 1 }] });
      await producer.connect();
      await producer.send({ topic: 'kept', acks: -1, messages: [{ value: 'v' }] });
      await server.kill('SIGKILL');
      await server.restart();
      expect(await admin.fetchTopicOffsets('kept')).toMatchObject([{ high: '1' }]);
    } finally {
      await Promise.all([admin.disconnect(), producer.disconnect()]);
      await server.stop();
    }
  });
});
