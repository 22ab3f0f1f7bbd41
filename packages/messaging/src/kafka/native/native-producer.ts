import { promisify } from 'node:util';
import type { Message } from 'kafkajs';
import type { MessageSender } from '../message-sender.js';
import type { KafkaSettings } from '../kafka-event-log-options.js';
import { nativeConfiguration } from './native-configuration.js';
import { loadNativeModule, type NativeError, type NativeProducer } from './native-module.js';
import { withKafkaName } from './native-failure.js';

const GOODBYE_MS = 5_000;

/** An idempotent producer on librdkafka. */
export class NativeMessageSender implements MessageSender {
  private current: Promise<NativeProducer> | null = null;

  constructor(private readonly settings: KafkaSettings) {}

  async send(topic: string, messages: readonly Message[]): Promise<readonly number[]> {
    const producer = await this.producer();
    // All are handed over in one turn, in order; each is acknowledged by itself.
    return Promise.all(messages.map((message) => produced(producer, topic, message)));
  }

  async check(): Promise<void> {
    await this.producer();
  }

  async close(): Promise<void> {
    const producer = await this.current?.catch(() => null);
    if (producer != null) await new Promise<void>((resolve) => { producer.disconnect(GOODBYE_MS, resolve); });
  }

  private async producer(): Promise<NativeProducer> {
    const connecting = (this.current ??= this.connect());
    connecting.catch(() => { if (this.current === connecting) this.current = null; });
    return connecting;
  }

  private async connect(): Promise<NativeProducer> {
    const { Producer } = await loadNativeModule();
    const producer = new Producer({
      ...nativeConfiguration(this.settings), 'enable.idempotence': true, 'acks': -1, 'linger.ms': 1, 'dr_cb': true, 'message.max.bytes': 4 * 2 ** 20,
      'delivery.timeout.ms': Math.max(2_000, Math.floor(this.settings.appendTimeoutMs * 0.9)),
    }, {});
    // Every message reports its own failure.
    producer.on('event.error', ({ message }) => this.settings.onClientLog({ level: 'warn', message }));
    producer.on('delivery-report', (error, { offset, opaque }) => opaque(error, offset));
    await promisify(producer.connect.bind(producer))({}).catch((error: unknown) => { throw withKafkaName(error as NativeError); });
    producer.setPollInBackground(true);
    return producer;
  }
}

function produced(producer: NativeProducer, topic: string, { partition = 0, value, key, timestamp, headers = {} }: Message): Promise<number> {
  return new Promise((resolve, reject) => {
    const report = (error: NativeError | null, offset: number): void => { if (error === null || error === undefined) resolve(offset); else reject(withKafkaName(error)); };
    try {
      producer.produce(topic, partition, value as Buffer | null, String(key), Number(timestamp), report, Object.entries(headers).map(([name, text]) => ({ [name]: String(text) })));
    } catch (error) {
      reject(withKafkaName(error as NativeError));
    }
  });
}
