import type { SASLOptions } from 'kafkajs';
import type { ConnectionOptions } from 'node:tls';

/** A message of the Kafka client itself. */
export interface ClientLogEntry {
  readonly level: 'error' | 'warn';
  readonly message: string;
}

/** How to reach a Kafka and how patient to be with it. */
export interface KafkaEventLogOptions {
  /** `host:port`, at least one. */
  readonly brokers: readonly string[];
  /** Name under which the broker's logs and quotas know this process. */
  readonly clientId: string;
  /**
   * Name of the deployment, in letters and digits; it becomes part of the client id. A group with members of another deployment is refused, as each
   * of the two would get half of the records. Default: groups are not looked at.
   */
  readonly deployment?: string;
  /** After so long without a sign of life a member's partitions go to others; default 30 s. Also bounds how long a rebalance waits for batches in hand. */
  readonly sessionTimeoutMs?: number;
  /** Time within which an append must be acknowledged, retries included; default 15 s. */
  readonly appendTimeoutMs?: number;
  /** Copies of each new topic; default 1, production wants 3. With 3 or more, two must have a record before it is acknowledged. */
  readonly replicationFactor?: number;
  /** Most partitions a new topic gets, for small deployments; default: as many as the contract says. */
  readonly partitionsPerTopic?: number;
  /**
   * What carries records: `kafkajs` (default), or `librdkafka` by `@confluentinc/kafka-javascript`, which has to be installed.
   * Questions to the cluster and reading without a group always go by kafkajs.
   */
  readonly client?: 'kafkajs' | 'librdkafka';
  /**
   * Name of this process among those of its groups, kept over restarts (static membership): one that is back within its session gets its
   * partitions again without a rebalance. Only with `librdkafka`; default none.
   */
  readonly instanceId?: string | undefined;
  /** TLS; default none. */
  readonly ssl?: ConnectionOptions | boolean;
  /** Authentication; default none. */
  readonly sasl?: SASLOptions;
  /** Uniform in [0, 1); spreads retries. Default `Math.random`. */
  readonly random?: () => number;
  /** Told what the client complains about; default nobody is: what matters comes as an error. */
  readonly onClientLog?: (entry: ClientLogEntry) => void;
}

/** The options with their defaults. */
export type KafkaSettings = Required<Omit<KafkaEventLogOptions, Optional>> & Pick<KafkaEventLogOptions, Optional>;

type Optional = 'instanceId' | 'ssl' | 'sasl' | 'partitionsPerTopic' | 'deployment';

/** Fills the defaults in. */
export function kafkaSettings(options: KafkaEventLogOptions): KafkaSettings {
  const { clientId, deployment } = options;
  return {
    client: 'kafkajs', sessionTimeoutMs: 30_000, appendTimeoutMs: 15_000, replicationFactor: 1, random: Math.random, onClientLog: () => undefined, ...options,
    clientId: deployment === undefined ? clientId : `${clientId}.${deployment}`,
  };
}
