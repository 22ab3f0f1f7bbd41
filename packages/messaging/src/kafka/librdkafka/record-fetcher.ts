import { partitionKey, type Partition } from '@vitrine/contracts';
import type { LoggedRecord } from '../../event-log.js';
import type { KafkaSettings } from '../kafka-event-log-options.js';
import { connect, connectionOf, done } from './librdkafka-connection.js';
import type { LibrdkafkaModule, NativeConsumer, NativeError, NativeMessage } from './librdkafka-module.js';
import { nativeRecord } from './librdkafka-record.js';
import { MessageLoop, type MessageSink } from './message-loop.js';

const TAKEN_AT_ONCE = 500;
const QUIET_MS = 100;

/** One partition's way from the broker. */
interface Flow {
  readonly topic: string;
  readonly partition: number;
  /** Offset wanted next; null until told. */
  next: number | null;
  resting: boolean;
  fetching: boolean;
}

/** What becomes of fetched records. */
export interface FetchSink {
  /** In order, without repetition, and only what was asked for. */
  fetched(partition: Partition, records: readonly LoggedRecord[]): void;
  complained(error: NativeError): void;
  /** A partition cannot be fetched. */
  failed(error: unknown): void;
}

/**
 * Fetches partitions from given offsets. It is a member of no group, so no rebalance stops or moves it: whoever owns partitions tells it.
 * A partition is either fetched from an offset or not at all: librdkafka's own seek and pause may be lost when they come close to an assignment
 * (librdkafka issues 2190, 3959 and 5591), assigning with an offset is not.
 */
export class RecordFetcher implements MessageSink {
  private readonly flows = new Map<string, Flow>();
  /** Flows to be fetched from the next call on: what a call under way brings is of the time before, or nobody could tell of which. */
  private readonly starting = new Set<Flow>();
  private readonly loop = new MessageLoop(TAKEN_AT_ONCE, QUIET_MS);
  private readonly consumer: NativeConsumer;
  private closed = false;

  private constructor({ KafkaConsumer }: LibrdkafkaModule, settings: KafkaSettings, { group, from }: { readonly group: string; readonly from: 'earliest' | 'latest' }, private readonly sink: FetchSink) {
    this.consumer = new KafkaConsumer({
      ...connectionOf(settings), 'group.id': group, 'enable.auto.commit': false, 'enable.auto.offset.store': false, 'allow.auto.create.topics': false,
      'fetch.wait.max.ms': 100, 'fetch.message.max.bytes': 4 * 2 ** 20, 'fetch.max.bytes': 32 * 2 ** 20,
      // Records wait in our buffers; here lies only the next answer of the broker.
      'queued.min.messages': 2_000, 'queued.max.messages.kbytes': 8 * 1024, 'fetch.queue.backoff.ms': 10,
      'queue_non_empty_cb': this.loop.notEmpty,
    }, { 'auto.offset.reset': from });
  }

  /** @param subscription of whom it fetches for; the group is asked for nothing */
  static async open(module: LibrdkafkaModule, settings: KafkaSettings, subscription: { readonly group: string; readonly from: 'earliest' | 'latest' }, sink: FetchSink): Promise<RecordFetcher> {
    const fetcher = new RecordFetcher(module, settings, subscription, sink);
    try {
      await connect(fetcher.consumer, 'the log cannot be read');
    } catch (error) {
      await fetcher.close();
      throw error;
    }
    fetcher.consumer.on('event.error', (error) => sink.complained(error));
    fetcher.loop.start(fetcher.consumer, fetcher);
    return fetcher;
  }

  /** Goes on from there; what was fetched before is not delivered any more. */
  seek(partition: Partition, offset: number): void {
    const flow = this.flow(partition);
    this.stop(flow);
    flow.next = offset;
    if (!flow.resting) this.go(flow);
  }

  pause(partition: Partition): void {
    const flow = this.flow(partition);
    flow.resting = true;
    this.stop(flow);
  }

  /** Goes on with the record after the last that was delivered, if it has been told where to start. */
  resume(partition: Partition): void {
    const flow = this.flow(partition);
    flow.resting = false;
    if (!flow.fetching) this.go(flow);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.loop.stop();
    await done((disconnected) => this.consumer.disconnect(disconnected)).catch(() => undefined);
  }

  between(): void {
    for (const flow of this.starting) {
      try {
        this.consumer.incrementalAssign([{ topic: flow.topic, partition: flow.partition, offset: flow.next ?? 0 }]);
        flow.fetching = true;
      } catch (error) {
        this.sink.failed(error);
      }
    }
    this.starting.clear();
  }

  taken(messages: readonly NativeMessage[]): void {
    const delivered = new Map<Flow, LoggedRecord[]>();
    for (const message of messages) {
      const flow = this.flows.get(partitionKey(message));
      if (flow?.fetching !== true || message.offset < (flow.next ?? 0)) continue;
      flow.next = message.offset + 1;
      const records = delivered.get(flow);
      if (records === undefined) delivered.set(flow, [nativeRecord(message)]);
      else records.push(nativeRecord(message));
    }
    for (const [{ topic, partition }, records] of delivered) this.sink.fetched({ topic, partition }, records);
  }

  complained(error: NativeError): void {
    this.sink.complained(error);
  }

  private flow({ topic, partition }: Partition): Flow {
    const key = partitionKey({ topic, partition });
    const flow = this.flows.get(key) ?? { topic, partition, next: null, resting: true, fetching: false };
    this.flows.set(key, flow);
    return flow;
  }

  private go(flow: Flow): void {
    if (flow.next === null || this.closed) return;
    this.starting.add(flow);
    this.loop.notEmpty();
  }

  private stop(flow: Flow): void {
    this.starting.delete(flow);
    if (!flow.fetching || this.closed) return;
    flow.fetching = false;
    this.consumer.incrementalUnassign([{ topic: flow.topic, partition: flow.partition }]);
  }
}
