// A consumer in a process of its own, to be killed: prints each number it has dealt with, slowly enough to be hit in the middle.
import { setTimeout as delay } from 'node:timers/promises';
import { KafkaEventLog } from '@vitrine/messaging/kafka';

const [brokers = '', topic = '', group = '', client] = process.argv.slice(2);
const log = new KafkaEventLog({ brokers: brokers.split(','), clientId: 'doomed', sessionTimeoutMs: 2_000, client: client === 'librdkafka' ? client : 'kafkajs' });
await log.subscribe({ group, topics: [topic], maxItems: 5, maxWaitMs: 5, from: 'earliest' }, async ({ records }) => {
  await delay(20);
  for (const { value } of records) console.log(String(value));
  return { next: (records.at(-1)?.position.offset ?? 0) + 1 };
});
console.log('ready');
