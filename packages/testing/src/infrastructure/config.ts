/** What the environment says about servers for tests. */
export interface InfrastructureConfig {
  /** `KAFKA_BROKERS`: comma-separated host:port of a broker to use; null: none. */
  readonly kafkaBrokers: readonly string[] | null;
  /** `REDIS_URL`: a Redis >= 8 to use; null: none. */
  readonly redisUrl: string | null;
  /** `CI`: a missing server is a failure there, not a skip. */
  readonly required: boolean;
  /** `DOCKER_HOST`, where the container engine listens. */
  readonly dockerHost: string | null;
  /** `XDG_RUNTIME_DIR`, where a rootless engine has its socket. */
  readonly runtimeFolder: string | null;
}

/** Reads the environment; empty counts as not set. */
export function infrastructureConfig(environment: NodeJS.ProcessEnv = process.env): InfrastructureConfig {
  const text = (name: string): string | null => (environment[name] === '' ? null : (environment[name] ?? null));
  return {
    kafkaBrokers: text('KAFKA_BROKERS')?.split(',').map((broker) => broker.trim()) ?? null,
    redisUrl: text('REDIS_URL'),
    required: text('CI') !== null && text('CI') !== 'false',
    dockerHost: text('DOCKER_HOST'),
    runtimeFolder: text('XDG_RUNTIME_DIR'),
  };
}
