import { KafkaEventLog } from '@vitrine/messaging/kafka';
import { describeEventLogConformance } from '@vitrine/testing/conformance';
import { describeWithKafka } from '../provided.js';

const open = (brokers: readonly string[]): KafkaEventLog => new KafkaEventLog({ brokers, clientId: 'conformance', sessionTimeoutMs: 10_000 });

describeWithKafka('Kafka', (brokers) => {
  describeEventLogConformance('KafkaEventLog', async () => {
    let log = open(brokers);
    return {
      log,
      reopen: async () => {
        await log.close();
        log = open(brokers);
        return log;
      },
      close: () => log.close(),
    };
  });
});
