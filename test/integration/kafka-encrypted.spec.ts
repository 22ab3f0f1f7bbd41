import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TopicSettings } from '@vitrine/contracts';
import { openInfrastructure, platformEnvironment, readConfiguration, SystemClock, type Environment, type Infrastructure } from '@vitrine/runtime';
import { InfrastructureUnavailable, startEncryptedKafka, testCertificates, type EncryptedKafka, type TestCertificates } from '@vitrine/testing/infrastructure';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeWithRedis, MISSING_LIBRDKAFKA } from '../provided.js';

const USERS = { vitrine: 'a pass-word' };
const MASTER_KEY = randomBytes(32).toString('base64');

describeWithRedis('a Kafka that encrypts and asks who comes', (redisUrl) => {
  let folder: string;
  let certificates: TestCertificates | undefined;
  let kafka: EncryptedKafka | undefined;
  let missing: string | null = null;
  const opened: Infrastructure[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'certificates-'));
    try {
      certificates = await testCertificates(folder);
      kafka = await startEncryptedKafka(USERS, certificates);
    } catch (error) {
      if (certificates !== undefined && !(error instanceof InfrastructureUnavailable)) throw error;
      missing = error instanceof Error ? error.message : String(error);
    }
  });
  beforeEach(({ skip }) => { if (missing !== null) skip(missing); });
  afterEach(async () => { for (const infrastructure of opened.splice(0)) await infrastructure.close(); });
  afterAll(async () => {
    await kafka?.stop();
    await rm(folder, { recursive: true });
  });

  /** By the settings of the environment, as a service does. */
  const open = async (environment: Environment): Promise<Infrastructure> => {
    const settings = { VITRINE_MODE: 'distributed', VITRINE_LOG_LEVEL: 'silent', VITRINE_MASTER_KEY: MASTER_KEY, VITRINE_CHAIN_ID: 'encrypted', REDIS_URL: redisUrl, KAFKA_TLS: 'true', KAFKA_TLS_CA_FILE: certificates?.ca, ...environment };
    const infrastructure = await openInfrastructure(readConfiguration(platformEnvironment, settings), new SystemClock());
    opened.push(infrastructure);
    return infrastructure;
  };
  const withPassword = (mechanism: string, password = USERS.vitrine): Environment => (
    { KAFKA_BROKERS: kafka?.saslBrokers.join(), KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: 'vitrine', KAFKA_SASL_PASSWORD: password });
  const withCertificate = (): Environment => (
    { KAFKA_BROKERS: kafka?.certificateBrokers.join(), KAFKA_TLS_CERT_FILE: certificates?.clientCertificate, KAFKA_TLS_KEY_FILE: certificates?.clientKey });

  describe.each([{ client: 'kafkajs', absent: null }, { client: 'librdkafka', absent: MISSING_LIBRDKAFKA }])('by $client', ({ client, absent }) => {
    beforeEach(({ skip }) => { if (absent !== null) skip(absent); });

    it.each([
      ['user and password by plain', () => withPassword('plain')],
      ['user and password by scram-sha-256', () => withPassword('scram-sha-256')],
      ['user and password by scram-sha-512', () => withPassword('scram-sha-512')],
      ['a certificate', withCertificate],
    ])('takes records in and gives them out to who comes with %s', async (_, environment) => {
      const { log } = await open({ VITRINE_KAFKA_CLIENT: client, ...environment() });
      expect(await sentAndReceived(log)).toEqual(['one', 'two']);
    });

    it.each([
      ['whose password is wrong', () => withPassword('scram-sha-512', 'wrong'), /KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD/],
      ['who does not trust its certificate', () => ({ ...withPassword('plain'), KAFKA_TLS_CA_FILE: certificates?.strangersCa }), /KAFKA_TLS_CA_FILE/],
      ['who has no certificate of their own', () => ({ KAFKA_BROKERS: kafka?.certificateBrokers.join() }), /KAFKA_TLS_CERT_FILE/],
    ])('is not for anybody %s, and says which setting to look at', async (_, environment, says) => {
      const { log } = await open({ VITRINE_KAFKA_CLIENT: client, ...environment() });
      await expect(sentAndReceived(log)).rejects.toMatchObject({ code: 'invalid_configuration', message: expect.stringMatching(says) as unknown });
    });

    it('is out of reach for who does not encrypt', async () => {
      const { log } = await open({ VITRINE_KAFKA_CLIENT: client, ...withPassword('plain'), KAFKA_TLS: 'false', KAFKA_TLS_CA_FILE: undefined });
      await expect(sentAndReceived(log)).rejects.toMatchObject({ code: 'log_unavailable' });
    });
  });
});

async function sentAndReceived(log: Infrastructure['log']): Promise<string[]> {
  const topic: TopicSettings = { name: `encrypted-${randomUUID()}`, partitions: 1, cleanup: 'delete', retentionMs: -1, maxMessageBytes: 1_000_000, memoryOnly: false };
  await log.ensureTopics([topic]);
  await log.append(topic.name, ['one', 'two'].map((text) => ({ key: 'k', value: Buffer.from(text), timeMs: 0 })));
  const received: string[] = [];
  const consumer = await log.subscribe({ group: topic.name, topics: [topic.name], maxItems: 10, maxWaitMs: 5, from: 'earliest' }, async ({ records }) => {
    received.push(...records.map(({ value }) => String(value)));
    return { next: (records.at(-1)?.position.offset ?? -1) + 1 };
  });
  await expect.poll(() => received.length, { timeout: 30_000 }).toBe(2);
  await consumer.close();
  return received;
}
