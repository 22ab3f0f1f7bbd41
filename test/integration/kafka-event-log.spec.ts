import { KafkaEventLog } from '@vitrine/messaging/kafka';
import { describeEventLogConformance } from '@vitrine/testing/conformance';
import { describeWithKafkaClients } from '../provided.js';

describeWithKafkaClients('Kafka', (brokers, client) => {
  const open = (): KafkaEventLog => new KafkaEventLog({ brokers, clientId: 'conformance', sessionTimeoutMs: 10_000, client });

  describeEventLogConformance('KafkaEventLog', async () => {
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
