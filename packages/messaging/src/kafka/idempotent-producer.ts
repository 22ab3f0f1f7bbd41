import { CompressionTypes, Partitioners, type Kafka, type Message, type Producer, type RecordMetadata } from 'kafkajs';
import { failureTypes } from './kafka-failure.js';
import type { MessageSender } from './message-sender.js';

/** A producer that writes each message once per attempt, acknowledged by all replicas in sync. */
export class IdempotentProducer implements MessageSender {
  private current: Promise<Producer> | null = null;

  constructor(private readonly kafka: Kafka) {}

  async send(topic: string, messages: readonly Message[]): Promise<readonly number[]> {
    const attempt = (this.current ??= this.connect());
    try {
      const producer = await attempt;
      return offsetsOf(messages, await producer.send({ topic, messages: [...messages], acks: -1, compression: CompressionTypes.None }));
    } catch (error) {
      // After a failure the sequence numbers of client and broker may differ for good; a new producer starts them anew.
      if (!failureTypes(error).includes('MESSAGE_TOO_LARGE')) this.replace(attempt);
      throw error;
    }
  }

  async check(): Promise<void> {
    await (this.current ??= this.connect());
  }

  async close(): Promise<void> {
    const producer = await this.current?.catch(() => null);
    await producer?.disconnect();
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { initialRetryTime: 50, maxRetryTime: 1_000, retries: 5 },
    });
    await producer.connect();
    return producer;
  }

  private replace(failed: Promise<Producer>): void {
    if (this.current !== failed) return;
    this.current = null;
    // The failed one is of no use to anybody; that it cannot say goodbye either is expected.
    failed.then((producer) => producer.disconnect()).catch(() => undefined);
  }
}

/** The broker keeps the order of a send within each partition and tells where each partition's part begins. */
function offsetsOf(messages: readonly Message[], metadata: readonly RecordMetadata[]): readonly number[] {
  const next = new Map(metadata.map(({ partition, baseOffset }) => [partition, Number(baseOffset)]));
  return messages.map(({ partition = 0 }) => {
    const offset = next.get(partition) ?? -1;
    next.set(partition, offset + 1);
    return offset;
  });
}
