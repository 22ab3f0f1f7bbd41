import { randomUUID } from 'node:crypto';
import { StockChanged, type ChainId, type EventContract, type EventId, type LogPosition, type Partition, type Sku, type StoreId, type TopicSettings } from '@vitrine/contracts';
import {
  withDeadLetterTopics, type BatchHandler, type EventLog, type LogConsumer, type LoggedRecord, type NewRecord, type Subscription,
} from '@vitrine/messaging';

const TIME_MS = Date.UTC(2026, 10, 24);

/** A log with a topic and a group that no other test uses, and what tests do with them. */
export class LogBench {
  readonly group = `group-${randomUUID()}`;
  private readonly consumers: LogConsumer[] = [];

  private constructor(readonly log: EventLog, readonly topic: TopicSettings) {}

  static async on(log: EventLog, settings: Partial<TopicSettings> = {}): Promise<LogBench> {
    const topic: TopicSettings = { ...StockChanged.topic, name: `conformance.${randomUUID()}`, partitions: 1, cleanup: 'delete', ...settings };
    await log.ensureTopics(withDeadLetterTopics([topic]));
    return new LogBench(log, topic);
  }

  /** A real event in this bench's topic. */
  get contract(): EventContract<StockChanged> {
    return { ...StockChanged, topic: this.topic };
  }

  append(...records: readonly NewRecord[]): Promise<LogPosition[]> {
    return this.log.append(this.topic.name, records);
  }

  /** Appends `count` records numbered from `from`, with keys `k0` to `k<keys - 1>` in turn. */
  appendNumbered(count: number, { from = 0, keys = 1 } = {}): Promise<LogPosition[]> {
    return this.append(...Array.from({ length: count }, (_, i) => aRecord(from + i, `k${(from + i) % keys}`)));
  }

  /** Joins this bench's group; left when the bench is cleared. */
  async subscribe(handler: BatchHandler, overrides: Partial<Subscription> = {}): Promise<LogConsumer> {
    const consumer = await this.log.subscribe({ group: this.group, topics: [this.topic.name], maxItems: 500, maxWaitMs: 5, from: 'earliest', ...overrides }, handler);
    this.consumers.push(consumer);
    return consumer;
  }

  /** Everything of one partition. */
  async readAll(partition: Partition): Promise<LoggedRecord[]> {
    const ends = (await this.log.ends(partition.topic)).find((end) => end.partition === partition.partition);
    const records: LoggedRecord[] = [];
    for await (const record of this.log.read(partition, ends?.begin ?? 0, ends?.end ?? 0)) records.push(record);
    return records;
  }

  async clear(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.close()));
  }
}

/** A record whose value is its number. */
export function aRecord(number: number, key = 'k0'): NewRecord {
  return { key, value: Buffer.from(String(number)), timeMs: TIME_MS + number, headers: {} };
}

/** The numbers of such records. */
export function numbersOf(records: readonly LoggedRecord[]): number[] {
  return records.map(({ value }) => Number(value?.toString()));
}

/** First offset after the batch. */
export function after(records: readonly LoggedRecord[]): number {
  return (records.at(-1)?.position.offset ?? -1) + 1;
}

/** A stock count whose `onHandMilli` is its number. */
export function aStockCount(number: number, sku = 'sku-1'): StockChanged {
  return {
    eventId: `conformance:${sku}:${number}` as EventId, chainId: 'chain' as ChainId, storeId: 'store-1' as StoreId, sku: sku as Sku, countedAtMs: TIME_MS + number, onHandMilli: number,
  };
}
