import { VitrineError } from '@vitrine/contracts';
import { KafkaEventLog } from '@vitrine/messaging/kafka';
import { describeEventLogConformance } from '@vitrine/testing/conformance';
import { beforeEach, describe, expect, it } from 'vitest';
import { describeWithKafka } from '../provided.js';

const PACKAGE = '@confluentinc/kafka-javascript';

/** Why the optional client cannot be used here; null where it can. */
const missing: string | null = await import(PACKAGE).then(() => null, (error: unknown) => `${PACKAGE} is not installed: ${String(error).split('\n')[0]}`);

describeWithKafka('Kafka through librdkafka', (brokers) => {
  const open = (): KafkaEventLog => new KafkaEventLog({ brokers, clientId: 'conformance', sessionTimeoutMs: 10_000, client: 'librdkafka' });

  describe.skipIf(missing !== null)(`where it is installed${missing === null ? '' : ` (${missing})`}`, () => {
    describeEventLogConformance('KafkaEventLog on librdkafka', async () => {
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

  describe('where it is not installed', () => {
    beforeEach(({ skip }) => { if (missing === null) skip('it is installed here'); });

    it('is refused, saying where it is told how to install it', async () => {
      const log = open();
      const refusal: unknown = await log.subscribe({ group: 'none', topics: ['none'], maxItems: 1, maxWaitMs: 1, from: 'earliest' }, async () => ({ next: 0 })).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(VitrineError);
      expect(refusal).toMatchObject({ code: 'invalid_configuration', message: expect.stringMatching(/cannot be loaded.*install it as docs\/operations.md says/) as unknown });
      await log.close();
    });
  });
});
