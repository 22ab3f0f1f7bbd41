import { KafkaEventLog } from '@vitrine/messaging/kafka';
import { describeEventLogConformance } from '@vitrine/testing/conformance';
import { describeWithKafka } from '../provided.js';

describeWithKafka('Kafka', (brokers) => {
  describeEventLogConformance('KafkaEventLog', async () => {
    const open = (): KafkaEventLog => new KafkaEventLog({ brokers, clientId: 'conformance', sessionTimeoutMs: 10_000 });
    let log = open();
    return {
      log,
      reopen: async () => {
        await log.close();
        log = open();
        return log;
      },
      close: () => log.close(),
    };
  });
});
