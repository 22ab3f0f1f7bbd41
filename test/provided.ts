import { describe, inject } from 'vitest';

/** Declares a suite on the shared Redis; where there is none, it is skipped and its name says why. */
export function describeWithRedis(name: string, suite: (url: string) => void): void {
  const redis = inject('redis');
  declare(name, redis.available ? null : redis.reason, () => { suite(redis.available ? redis.url : ''); });
}

/** Declares a suite on the shared Kafka; where there is none, it is skipped and its name says why. */
export function describeWithKafka(name: string, suite: (brokers: readonly string[]) => void): void {
  const kafka = inject('kafka');
  declare(name, kafka.available ? null : kafka.reason, () => { suite(kafka.available ? kafka.brokers : []); });
}

const OPTIONAL_CLIENT = '@confluentinc/kafka-javascript';

/** The clients that KafkaEventLog knows, and why one cannot be used here. */
const KAFKA_CLIENTS = [
  { client: 'kafkajs', missing: null },
  { client: 'librdkafka', missing: await import(OPTIONAL_CLIENT).then(() => null, (error: unknown) => `${OPTIONAL_CLIENT} is not installed: ${String(error).split('\n')[0]}`) },
] as const;

export type KafkaClientName = (typeof KAFKA_CLIENTS)[number]['client'];

/** Why the optional client cannot be used here; null where it can. */
export const MISSING_LIBRDKAFKA: string | null = KAFKA_CLIENTS[1].missing;

/** Declares a suite on the shared Kafka for each client; what cannot run is skipped and its name says why. */
export function describeWithKafkaClients(name: string, suite: (brokers: readonly string[], client: KafkaClientName) => void): void {
  const kafka = inject('kafka');
  for (const { client, missing } of KAFKA_CLIENTS) {
    declare(`${name}, by ${client}`, kafka.available ? missing : kafka.reason, () => { suite(kafka.available ? kafka.brokers : [], client); });
  }
}

/** Declares a suite that needs both, for tests of the whole platform. */
export function describeWithPlatform(name: string, suite: (servers: { readonly brokers: readonly string[]; readonly redisUrl: string }) => void): void {
  const [kafka, redis] = [inject('kafka'), inject('redis')];
  const missing = [kafka, redis].flatMap((server) => (server.available ? [] : [server.reason]));
  const servers = { brokers: kafka.available ? kafka.brokers : [], redisUrl: redis.available ? redis.url : '' };
  declare(name, missing.length === 0 ? null : missing.join('; '), () => { suite(servers); });
}

function declare(name: string, missing: string | null, suite: () => void): void {
  const reason = missing === null ? '' : ` (${missing})`;
  describe.skipIf(missing !== null)(`${name}${reason}`, () => { suite(); });
}
