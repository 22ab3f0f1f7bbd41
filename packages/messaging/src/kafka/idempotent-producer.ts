import { CompressionTypes, Partitioners, type Kafka, type Message, type Producer, type RecordMetadata } from 'kafkajs';
import { failureTypes } from './kafka-failure.js';

/** A producer that writes each message once per attempt, acknowledged by all replicas in sync. */
export class IdempotentProducer {
  private current: Promise<Producer> | null = null;

  constructor(private readonly kafka: Kafka) {}

  /** Sends to one topic; partitions are given by the messages. */
  async send(topic: string, messages: Message[]): Promise<RecordMetadata[]> {
    const attempt = (this.current ??= this.connect());
    try {
      const producer = await attempt;
      return await producer.send({ topic, messages, acks: -1, compression: CompressionTypes.None });
    } catch (error) {
      // After a failure the sequence numbers of client and broker may differ for good; a new producer starts them anew.
      if (!failureTypes(error).includes('MESSAGE_TOO_LARGE')) this.replace(attempt);
      throw error;
    }
  }

  /** Connects; rejects where this user may not write. */
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
