import { VitrineError } from '@vitrine/contracts';

/** A partition as librdkafka names it; `offset` where one is meant. */
export interface NativePartition {
  readonly topic: string;
  readonly partition: number;
  readonly offset?: number;
}

/** An error of librdkafka or, with a positive code, of the broker. */
export interface NativeError extends Error {
  readonly code: number;
  readonly isFatal?: boolean;
}

export interface NativeMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly value: Buffer | null;
  readonly key?: Buffer | string | null;
  readonly timestamp?: number;
  readonly headers?: readonly Readonly<Record<string, Buffer | string>>[];
}

/** Called once, when it is done. */
export type Done<T = unknown> = (error: NativeError | null | undefined, result: T) => void;

/** What consumer and producer have in common. */
export interface NativeClient {
  connect(metadata: { readonly timeout: number; readonly allTopics: boolean }, done: Done): void;
  on(event: 'event.error', listener: (error: NativeError) => void): unknown;
}

/** What is used of the low-level consumer. */
export interface NativeConsumer extends NativeClient {
  disconnect(done: Done): void;
  on(event: 'event.error', listener: (error: NativeError) => void): unknown;
  on(event: 'offset.commit', listener: (error: NativeError | undefined) => void): unknown;
  subscribe(topics: readonly string[]): void;
  consume(count: number, done: Done<readonly NativeMessage[]>): void;
  setDefaultConsumeTimeout(timeoutMs: number): void;
  commit(partitions: readonly NativePartition[]): void;
  incrementalAssign(partitions: readonly NativePartition[]): void;
  incrementalUnassign(partitions: readonly NativePartition[]): void;
  assignmentLost(): boolean;
}

/** What became of one record, with what it was handed over with. */
export interface DeliveryReport {
  readonly offset: number;
  readonly opaque: (error: NativeError | null, offset: number) => void;
}

/** What is used of the low-level producer. */
export interface NativeProducer extends NativeClient {
  disconnect(flushMs: number, done: Done): void;
  on(event: 'event.error', listener: (error: NativeError) => void): unknown;
  on(event: 'delivery-report', listener: (error: NativeError | null, report: DeliveryReport) => void): unknown;
  setPollInBackground(inBackground: boolean): void;
  produce(topic: string, partition: number, value: Buffer | null, key: string, timestamp: number, opaque: DeliveryReport['opaque'], headers: readonly Readonly<Record<string, string>>[]): void;
}

export type NativeConfiguration = Readonly<Record<string, unknown>>;

/** The part of `@confluentinc/kafka-javascript` (librdkafka) that is used; the package is optional, so its own types may not be there. */
export interface LibrdkafkaModule {
  readonly KafkaConsumer: new (configuration: NativeConfiguration, topic: NativeConfiguration) => NativeConsumer;
  readonly Producer: new (configuration: NativeConfiguration, topic: NativeConfiguration) => NativeProducer;
}

const PACKAGE = '@confluentinc/kafka-javascript';

/** @throws VitrineError `invalid_configuration` with what to do when the package cannot be loaded */
export async function loadLibrdkafka(): Promise<LibrdkafkaModule> {
  try {
    const loaded = (await import(PACKAGE)) as { readonly default: LibrdkafkaModule };
    return loaded.default;
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0];
    throw new VitrineError(
      'invalid_configuration',
      `VITRINE_KAFKA_CLIENT is librdkafka, but ${PACKAGE} cannot be loaded (${reason}): install it with "node scripts/native-runtime.mjs librdkafka" (docs/operations.md), or set VITRINE_KAFKA_CLIENT=kafkajs`,
      { setting: 'VITRINE_KAFKA_CLIENT' }, error,
    );
  }
}
