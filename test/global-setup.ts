import { infrastructureConfig, InfrastructureUnavailable, startKafka, startRedis, type RunningServer } from '@vitrine/testing/infrastructure';
import type { TestProject } from 'vitest/node';

/** A server the specs may use, or why there is none. */
export type Provided<T> = ({ readonly available: true } & T) | { readonly available: false; readonly reason: string };

declare module 'vitest' {
  export interface ProvidedContext {
    kafka: Provided<{ readonly brokers: readonly string[]; readonly how: string }>;
    redis: Provided<{ readonly url: string; readonly how: string }>;
  }
}

const report = (line: string): void => console.log(`  ${line}`);

/** Starts one Kafka and one Redis for the whole project and ends them after the last spec. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [kafka, redis] = await Promise.all([orReason(() => startKafka({ report })), orReason(() => startRedis({ report }))]);
  project.provide('kafka', 'reason' in kafka ? { available: false, reason: kafka.reason } : { available: true, brokers: kafka.brokers, how: kafka.how });
  project.provide('redis', 'reason' in redis ? { available: false, reason: redis.reason } : { available: true, url: redis.url, how: redis.how });
  return async () => {
    const started = [kafka, redis].filter((server): server is RunningServer & typeof server => !('reason' in server));
    await Promise.all(started.map((server) => server.stop()));
  };
}

// Where a server must be there, CI that is, its absence is a failure.
async function orReason<T extends RunningServer>(start: () => Promise<T>): Promise<T | { readonly reason: string }> {
  try {
    return await start();
  } catch (error) {
    if (infrastructureConfig().required || !(error instanceof InfrastructureUnavailable)) throw error;
    console.log(`  specs that need it are skipped: ${error.message}`);
    return { reason: error.message };
  }
}
