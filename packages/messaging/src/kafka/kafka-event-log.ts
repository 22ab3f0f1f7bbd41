import type { LogPosition, Partition, TopicSettings } from '@vitrine/contracts';
import { VitrineError } from '@vitrine/contracts';
import type { Kafka } from 'kafkajs';
import { EventLog, type BatchHandler, type LogConsumer, type LoggedRecord, type NewRecord, type PartitionLag, type Subscription } from '../event-log.js';
import { GroupConsumer } from './group-consumer.js';
import { IdempotentProducer } from './idempotent-producer.js';
import { kafkaClient } from './kafka-client.js';
import { kafkaSettings, type KafkaEventLogOptions, type KafkaSettings } from './kafka-event-log-options.js';
import { logFailure } from './kafka-failure.js';
import { LibrdkafkaGroupConsumer } from './librdkafka/librdkafka-group-consumer.js';
import { LibrdkafkaProducer } from './librdkafka/librdkafka-producer.js';
import type { MessageSender } from './message-sender.js';
import { readPartition } from './partition-reader.js';
import { TopicAdmin } from './topic-admin.js';
import { TopicAppender } from './topic-appender.js';

/** The event log on Apache Kafka 4. Connects at the first use. Memory-only topics are ordinary ones with a short retention. */
export class KafkaEventLog extends EventLog {
  private readonly settings: KafkaSettings;
  private readonly kafka: Kafka;
  private readonly admin: TopicAdmin;
  private readonly producer: MessageSender;
  /** Pictures go their own way: a connection sends one request at a time, and nothing else may wait behind them. */
  private readonly pictures: MessageSender;
  private readonly pictureTopics = new Set<string>();
  private readonly appenders = new Map<string, Promise<TopicAppender>>();
  private readonly consumers = new Set<LogConsumer>();
  private closing: Promise<void> | null = null;

  constructor(options: KafkaEventLogOptions) {
    super();
    this.settings = kafkaSettings(options);
    this.kafka = kafkaClient(this.settings);
    this.admin = new TopicAdmin(this.kafka, this.settings);
    this.producer = this.sender();
    this.pictures = this.sender();
  }

  async ensureTopics(topics: readonly TopicSettings[]): Promise<void> {
    this.assertOpen();
    if (topics.length === 0) return;
    await this.admin.ensureTopics(topics);
    for (const { name, memoryOnly } of topics) if (memoryOnly) this.pictureTopics.add(name);
    await this.producer.check().catch((error: unknown) => { throw logFailure(error, 'the log cannot be written'); });
  }

  async append(topic: string, records: readonly NewRecord[]): Promise<LogPosition[]> {
    this.assertOpen();
    if (records.length === 0) return [];
    const appender = await this.appender(topic);
    return appender.append(records);
  }

  async subscribe(subscription: Subscription, handler: BatchHandler): Promise<LogConsumer> {
    this.assertOpen();
    const { kafka, admin, settings } = this;
    const GroupMember = settings.client === 'librdkafka' ? LibrdkafkaGroupConsumer : GroupConsumer;
    const consumer: LogConsumer = await GroupMember.start({ kafka, admin, settings }, subscription, handler);
    this.consumers.add(consumer);
    const forget = (): void => void this.consumers.delete(consumer);
    consumer.stopped.then(forget, forget);
    return consumer;
  }

  read(partition: Partition, from: number, to: number, signal?: AbortSignal): AsyncIterable<LoggedRecord> {
    this.assertOpen();
    const { kafka, admin, settings } = this;
    return readPartition({ kafka, admin, settings }, partition, from, to, signal);
  }

  async ends(topic: string): Promise<readonly (Partition & { readonly begin: number; readonly end: number })[]> {
    this.assertOpen();
    return this.admin.ends(topic);
  }

  async lag(group: string, topic: string): Promise<readonly PartitionLag[]> {
    this.assertOpen();
    return this.admin.lag(group, topic);
  }

  async check(): Promise<void> {
    this.assertOpen();
    await this.admin.check();
  }

  async close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    await Promise.all([...this.consumers].map((consumer) => consumer.close()));
    await Promise.all([this.producer.close(), this.pictures.close(), this.admin.close()]);
  }

  private sender(): MessageSender {
    return this.settings.client === 'librdkafka' ? new LibrdkafkaProducer(this.kafka, this.settings) : new IdempotentProducer(this.kafka);
  }

  private async appender(topic: string): Promise<TopicAppender> {
    const known = this.appenders.get(topic);
    if (known !== undefined) return known;
    const made = this.makeAppender(topic);
    this.appenders.set(topic, made);
    made.catch(() => this.appenders.delete(topic));
    return made;
  }

  private async makeAppender(topic: string): Promise<TopicAppender> {
    const { appendTimeoutMs: timeoutMs, random } = this.settings;
    const partitions = await this.admin.partitions(topic);
    const producer = this.pictureTopics.has(topic) ? this.pictures : this.producer;
    return new TopicAppender({ topic, partitions, timeoutMs, random }, (messages) => producer.send(topic, messages));
  }

  private assertOpen(): void {
    if (this.closing !== null) throw new VitrineError('log_unavailable', 'the event log is closed');
  }
}
