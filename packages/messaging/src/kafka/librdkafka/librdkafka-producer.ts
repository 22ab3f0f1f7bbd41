import type { Kafka, Message } from 'kafkajs';
import { IdempotentProducer } from '../idempotent-producer.js';
import type { KafkaSettings } from '../kafka-event-log-options.js';
import type { MessageSender } from '../message-sender.js';
import { connect, connectionOf, done } from './librdkafka-connection.js';
import { withKafkaName } from './librdkafka-failure.js';
import { loadLibrdkafka, type NativeError, type NativeProducer } from './librdkafka-module.js';

const GOODBYE_MS = 5_000;
const LARGEST_REQUEST_BYTES = 64 * 2 ** 20;

/** An idempotent producer on librdkafka, acknowledged by all replicas in sync. */
export class LibrdkafkaProducer implements MessageSender {
  private current: Promise<NativeProducer> | null = null;

  constructor(private readonly kafka: Kafka, private readonly settings: KafkaSettings) {}

  /** Rejects once every message has been reported and one of them failed; what was handed over is never taken back, so order holds. */
  async send(topic: string, messages: readonly Message[]): Promise<readonly number[]> {
    const producer = await (this.current ??= this.connect());
    return new Promise((resolve, reject) => {
      const offsets: number[] = [];
      let [left, failure] = [messages.length, null as NativeError | null];
      const report = (index: number, error: NativeError | null, offset: number): void => {
        failure ??= error;
        offsets[index] = offset;
        left -= 1;
        if (left === 0 && failure === null) resolve(offsets);
        else if (left === 0 && failure !== null) reject(withKafkaName(failure));
      };
      messages.forEach((message, index) => {
        const reported = (error: NativeError | null, offset: number): void => report(index, error, offset);
        // Nothing goes behind one that was not taken.
        if (failure !== null) return reported(failure, -1);
        try {
          produce(producer, topic, message, reported);
        } catch (error) {
          reported(error as NativeError, -1);
        }
      });
    });
  }

  async check(): Promise<void> {
    // librdkafka tells whether this user may write with the first record only.
    const question = new IdempotentProducer(this.kafka);
    try {
      await question.check();
    } finally {
      await question.close();
    }
    await (this.current ??= this.connect());
  }

  async close(): Promise<void> {
    const producer = await this.current?.catch(() => null);
    if (producer !== null && producer !== undefined) await disconnected(producer);
  }

  private async connect(): Promise<NativeProducer> {
    try {
      return await this.connected();
    } catch (error) {
      this.current = null;
      throw error;
    }
  }

  private async connected(): Promise<NativeProducer> {
    const { Producer } = await loadLibrdkafka();
    const producer = new Producer({
      ...connectionOf(this.settings), 'enable.idempotence': true, 'acks': -1, 'dr_cb': true, 'linger.ms': 1, 'message.max.bytes': LARGEST_REQUEST_BYTES,
      // Without end: one that was given up between two others would break the order. Whoever waits is answered in time by the appender.
      'message.timeout.ms': 0, 'request.timeout.ms': 15_000,
    }, {});
    try {
      await connect(producer, 'the log cannot be written');
    } catch (error) {
      await disconnected(producer);
      throw error;
    }
    producer.on('event.error', (error) => this.complained(error));
    producer.on('delivery-report', (error, { offset, opaque }) => opaque(error, offset));
    producer.setPollInBackground(true);
    return producer;
  }

  /** Each message reports its own failure; a producer that failed for good is replaced. */
  private complained(error: NativeError): void {
    if (error.isFatal === true) this.current = null;
    this.settings.onClientLog({ level: error.isFatal === true ? 'error' : 'warn', message: error.message });
  }
}

function produce(producer: NativeProducer, topic: string, { partition = 0, value, key, timestamp, headers = {} }: Message, reported: (error: NativeError | null, offset: number) => void): void {
  const named = Object.entries(headers).map(([name, text]) => ({ [name]: String(text) }));
  producer.produce(topic, partition, value as Buffer | null, String(key), Number(timestamp), reported, named);
}

async function disconnected(producer: NativeProducer): Promise<void> {
  await done((gone) => producer.disconnect(GOODBYE_MS, gone)).catch(() => undefined);
}
