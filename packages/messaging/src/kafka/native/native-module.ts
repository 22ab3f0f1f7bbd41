import { VitrineError } from '@vitrine/contracts';

/** A partition as librdkafka names it; `offset` where one is meant. */
export interface NativePartition {
  readonly topic: string;
  readonly partition: number;
  readonly offset?: number;
}

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

/** What is used of the low-level consumer. */
export interface NativeConsumer {
  connect(options: object, done: (error: NativeError | null) => void): void;
  disconnect(done: (error: NativeError | null) => void): void;
  on(event: 'event.error', listener: (error: NativeError) => void): void;
  subscribe(topics: readonly string[]): void;
  consume(count: number, done: (error: NativeError | null, messages: readonly NativeMessage[]) => void): void;
  setDefaultConsumeTimeout(timeoutMs: number): void;
  pause(partitions: readonly NativePartition[]): void;
  resume(partitions: readonly NativePartition[]): void;
  seek(partition: NativePartition, timeoutMs: number, done: (error: NativeError | null) => void): void;
  commitCb(partitions: readonly NativePartition[], done: (error: NativeError | null) => void): void;
  incrementalAssign(partitions: readonly NativePartition[]): void;
  incrementalUnassign(partitions: readonly NativePartition[]): void;
  assignmentLost(): boolean;
}

/** What is used of the low-level producer. */
export interface NativeProducer {
  connect(options: object, done: (error: NativeError | null) => void): void;
  disconnect(timeoutMs: number, done: () => void): void;
  on(event: 'event.error', listener: (error: NativeError) => void): void;
  on(event: 'delivery-report', listener: (error: NativeError | null, report: { readonly offset: number; readonly opaque: (error: NativeError | null, offset: number) => void }) => void): void;
  setPollInBackground(inBackground: boolean): void;
  produce(topic: string, partition: number, value: Buffer | null, key: string, timestamp: number, opaque: unknown, headers: readonly Readonly<Record<string, string>>[]): void;
}

export type NativeConfiguration = Readonly<Record<string, unknown>>;

/** The part of `@confluentinc/kafka-javascript` (librdkafka) that is used; the package is optional, so its own types may not be there. */
export interface NativeModule {
  readonly KafkaConsumer: new (configuration: NativeConfiguration, topic: NativeConfiguration) => NativeConsumer;
  readonly Producer: new (configuration: NativeConfiguration, topic: NativeConfiguration) => NativeProducer;
}

const PACKAGE = '@confluentinc/kafka-javascript';

/** @throws VitrineError `invalid_configuration` with what to do when the package cannot be loaded */
export async function loadNativeModule(): Promise<NativeModule> {
  try {
    const loaded = (await import(PACKAGE)) as { readonly default: NativeModule };
    return loaded.default;
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0];
    throw new VitrineError(
      'invalid_configuration',
      `VITRINE_KAFKA_CLIENT is confluent, but ${PACKAGE} cannot be loaded (${reason}): install it with "CKJS_LINKING=dynamic npm install --no-save ${PACKAGE}@1.10" (needs gcc, make, python3, libssl-dev and zlib1g-dev; some minutes), or set VITRINE_KAFKA_CLIENT=kafkajs`,
      { setting: 'VITRINE_KAFKA_CLIENT' }, error,
    );
  }
}
