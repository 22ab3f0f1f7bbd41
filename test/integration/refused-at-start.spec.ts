import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVENT_CONTRACTS } from '@vitrine/contracts';
import { RecoWorkerModule } from '@vitrine/reco-worker';
import { platformEnvironment, readConfiguration, startService, type Environment, type RunningService } from '@vitrine/runtime';
import { grantOnKafka, InfrastructureUnavailable, startSecuredKafka, startUnfitRedis, type KafkaGrant, type RedisFault, type SecuredKafka } from '@vitrine/testing/infrastructure';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeWithRedis, MISSING_LIBRDKAFKA } from '../provided.js';

const USERS = { stranger: 'pw-1', reader: 'pw-2', loner: 'pw-3', guest: 'pw-4' };
const MASTER_KEY = randomBytes(32).toString('base64');

/** Starts a service whose settings are right but for those given; closed at the end of the test if it should start after all. */
async function start(environment: Environment, running: RunningService[] = []): Promise<RunningService> {
  const config = readConfiguration(platformEnvironment, { VITRINE_MODE: 'distributed', VITRINE_MASTER_KEY: MASTER_KEY, VITRINE_PORT: '0', VITRINE_LOG_LEVEL: 'silent', VITRINE_PARTITIONS: '1', ...environment });
  const service = await startService({ name: 'test', modules: [RecoWorkerModule.from({})], config });
  running.push(service);
  return service;
}

const refusal = (says: RegExp): unknown => expect.objectContaining({ code: 'invalid_configuration', message: expect.stringMatching(says) as unknown });

describeWithRedis('a service that is started on what cannot carry it', (redisUrl) => {
  let kafka: SecuredKafka | undefined;
  const running: RunningService[] = [];
  let missing: string | null = null;
  beforeAll(async () => {
    try {
      kafka = await startSecuredKafka(USERS);
    } catch (error) {
      if (!(error instanceof InfrastructureUnavailable)) throw error;
      missing = error.message;
    }
  });
  beforeEach(({ skip }) => { if (missing !== null) skip(missing); });
  afterEach(async () => { for (const service of running.splice(0)) await service.close(); });
  afterAll(async () => kafka?.stop());

  const open = (environment: Environment = {}): Promise<RunningService> => start({ KAFKA_BROKERS: kafka?.brokers.join(), REDIS_URL: redisUrl, VITRINE_CHAIN_ID: 'refusals', ...environment }, running);
  const as = (username: keyof typeof USERS, environment: Environment = {}): Promise<RunningService> => open({
    KAFKA_BROKERS: kafka?.securedBrokers.join(), KAFKA_SASL_MECHANISM: 'plain', KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: USERS[username], ...environment,
  });

  it('is refused by a Kafka that does not know the user, naming the settings', async () => {
    await expect(as('reader', { KAFKA_SASL_PASSWORD: 'wrong' })).rejects.toEqual(refusal(/KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD/));
  });

  it('is refused where the user has no permissions, naming those that are needed', async () => {
    await open();
    await expect(as('stranger')).rejects.toEqual(refusal(/no permission on the topic; grant READ, WRITE and DESCRIBE/));
  });

  it('is refused where the user may read topics but not write them', async () => {
    await open();
    await grant('reader', 'topics', ['READ', 'DESCRIBE']);
    await expect(as('reader')).rejects.toEqual(refusal(/may not write at all; grant WRITE/));
  });

  it('is refused where the user may use topics but no consumer groups', async () => {
    await open();
    await grant('loner', 'topics', ['READ', 'WRITE', 'DESCRIBE']);
    await expect(as('loner')).rejects.toEqual(refusal(/no permission on the consumer group; grant READ, DESCRIBE/));
    await grant('loner', 'groups', ['READ', 'DESCRIBE', 'DELETE']);
    await expect(as('loner')).resolves.toBeDefined();
  });

  it('is refused where topics were made with another number of partitions', async () => {
    await open();
    await expect(open({ VITRINE_PARTITIONS: '2' })).rejects.toEqual(refusal(/topic \S+ has 1 partitions, wanted are 2.*VITRINE_PARTITIONS/));
  });

  it.each([
    ['another chain', { VITRINE_CHAIN_ID: 'refusals-two' }],
    ['another master key', { VITRINE_CHAIN_ID: 'refusals', VITRINE_MASTER_KEY: randomBytes(32).toString('base64'), REDIS_URL: `${redisUrl}/3` }],
  ])('is refused beside a deployment of %s with the same groups, and takes its place once that is gone', async (_, environment) => {
    const first = await open();
    await expect(open(environment)).rejects.toEqual(refusal(/group reco-worker\.\w+ has a member of another deployment.*stop the other one/));
    await first.close();
    running.length = 0;
    await expect(open(environment)).resolves.toBeDefined();
  });

  it('starts twice for one deployment', async () => {
    await open();
    await expect(open()).resolves.toBeDefined();
  });

  it('is refused beside members of its group that use the other Kafka client', async ({ skip }) => {
    if (MISSING_LIBRDKAFKA !== null) skip(MISSING_LIBRDKAFKA);
    await open();
    await expect(open({ VITRINE_KAFKA_CLIENT: 'librdkafka' })).rejects.toEqual(refusal(/members by the other Kafka client.*VITRINE_KAFKA_CLIENT/));
  });

  it('is refused for a user without consumer groups by librdkafka, too, and let in with them', async ({ skip }) => {
    if (MISSING_LIBRDKAFKA !== null) skip(MISSING_LIBRDKAFKA);
    const native = { VITRINE_KAFKA_CLIENT: 'librdkafka' };
    await open();
    for (const service of running.splice(0)) await service.close();
    await grant('guest', 'topics', ['READ', 'WRITE', 'DESCRIBE']);
    await expect(as('guest', native)).rejects.toEqual(refusal(/no permission on the consumer group; grant READ, DESCRIBE/));
    await grant('guest', 'groups', ['READ', 'DESCRIBE', 'DELETE']);
    await expect(as('guest', native)).resolves.toBeDefined();
  });

  it('is refused where the client that is asked for is not installed, saying where it is told how', async ({ skip }) => {
    if (MISSING_LIBRDKAFKA === null) skip('it is installed here');
    await expect(open({ VITRINE_KAFKA_CLIENT: 'librdkafka' })).rejects.toEqual(refusal(/VITRINE_KAFKA_CLIENT is librdkafka, but .* cannot be loaded.*install it with "node scripts\/native-runtime\.mjs librdkafka"/));
  });

  it('is refused when the schema registry has another schema under an id', async () => {
    const registry = await registryThatSays(JSON.stringify({ type: 'record', name: 'Other', fields: [] }));
    try {
      await expect(open({ SCHEMA_REGISTRY_URL: addressOf(registry) })).rejects.toEqual(refusal(new RegExp(`schema id ${EVENT_CONTRACTS[0]?.versions[0]?.id} .*another schema under this id; register schemas`)));
    } finally {
      registry.close();
    }
  });

  async function grant(user: keyof typeof USERS, on: KafkaGrant['on'], operations: KafkaGrant['operations']): Promise<void> {
    await grantOnKafka(kafka?.brokers ?? [], { user, on, operations });
  }
});

describe('a real Redis', () => {
  it.each<[RedisFault, RegExp]>([
    ['older than 8', /Redis 6\.2\.\d+ is too old: run Redis 8/],
    ['throwing keys away', /maxmemory-policy allkeys-lru.*set maxmemory-policy noeviction/],
  ])('%s is refused, saying what to do', async (fault, says) => {
    const redis = await startUnfitRedis(fault);
    try {
      await expect(start({ KAFKA_BROKERS: '127.0.0.1:9', REDIS_URL: redis.url })).rejects.toEqual(refusal(says));
    } finally {
      await redis.stop();
    }
  });
});

describe('an embedded log', () => {
  it('that was made with other partitions is refused, saying what to do', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vitrine-refused-'));
    const embedded = { VITRINE_MODE: 'embedded', VITRINE_DATA_DIR: folder };
    await (await start(embedded)).close();
    await expect(start({ ...embedded, VITRINE_PARTITIONS: '3' })).rejects.toEqual(refusal(/has 1 partitions.*that cannot be changed to 3.*set VITRINE_PARTITIONS back/));
    await rm(folder, { recursive: true });
  });
});

async function registryThatSays(schema: string): Promise<Server> {
  const server = createServer((_, response) => response.end(JSON.stringify({ schema })));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
