import { describe, inject } from 'vitest';

/** Declares a suite on the shared Redis; where there is none, it is skipped and its name says why. */
export function describeWithRedis(name: string, suite: (url: string) => void): void {
  const redis = inject('redis');
  if (redis.available) describe(name, () => suite(redis.url));
  else describe.skip(`${name} (${redis.reason})`, () => suite(''));
}

/** Declares a suite on the shared Kafka; where there is none, it is skipped and its name says why. */
export function describeWithKafka(name: string, suite: (brokers: readonly string[]) => void): void {
  const kafka = inject('kafka');
  if (kafka.available) describe(name, () => suite(kafka.brokers));
  else describe.skip(`${name} (${kafka.reason})`, () => suite([]));
}

/** Declares a suite that needs both, for whole-platform tests. */
export function describeWithPlatform(name: string, suite: (servers: { readonly brokers: readonly string[]; readonly redisUrl: string }) => void): void {
  const [kafka, redis] = [inject('kafka'), inject('redis')];
  if (kafka.available && redis.available) describe(name, () => suite({ brokers: kafka.brokers, redisUrl: redis.url }));
  else describe.skip(`${name} (no Kafka or no Redis here)`, () => suite({ brokers: [], redisUrl: '' }));
}
