import { randomUUID } from 'node:crypto';
import { VitrineError, type AnyEvent, type ConsumedPartition, type EventContract } from '@vitrine/contracts';
import { decodeRecord, isFor, type EventLog, type LogConsumer, type LoggedRecord, type ReceivedEvent, type RecordBatch } from '@vitrine/messaging';
import { Bell } from './bell.js';

const AT_ONCE = 500;
const MAX_WAIT_MS = 5;
/** So many records of a partition wait here; what is behind them waits in the log. */
const MOST_WAITING = 2000;
/** A log that has records but sends none for so long counts as gone. */
const STALLED_MS = 30_000;

/** A stretch of a partition, as a group consumes it: up to `to`, from where the replay stands. */
export interface Span {
  readonly source: ConsumedPartition;
  readonly to: number;
}

interface Partition {
  readonly waiting: LoggedRecord[];
  /** First offset that has not come yet. */
  next: number;
}

/**
 * Reads a topic once more from its beginning, as a group of its own that commits nothing, and stays on it: what is appended meanwhile is at hand,
 * without the seconds that joining takes.
 */
export class TopicReplay<E extends AnyEvent> {
  private readonly partitions = new Map<number, Partition>();
  private readonly bell = new Bell();
  private failure: unknown = null;
  private consumer: LogConsumer | null = null;

  private constructor(private readonly contract: EventContract<E>) {}

  static async open<E extends AnyEvent>(log: EventLog, contract: EventContract<E>): Promise<TopicReplay<E>> {
    const replay = new TopicReplay(contract);
    const topic = contract.topic.name;
    for (const { partition, begin } of await log.ends(topic)) replay.partitions.set(partition, { waiting: [], next: begin });
    replay.consumer = await log.subscribe(
      { group: `rebuild.${randomUUID()}`, topics: [topic], maxItems: AT_ONCE, maxWaitMs: MAX_WAIT_MS, from: 'earliest', ephemeral: true, resumeFrom: async ({ partition }) => replay.of(partition).next },
      async (batch) => replay.receive(batch),
    );
    replay.consumer.stopped.catch((error: unknown) => replay.fail(error));
    return replay;
  }

  /**
   * The events of the stretches in portions: each partition in its order, several by the time of their events. Left out is what does not decode, as it is a
   * dead letter, and what was replayed for another group.
   * @throws VitrineError `log_unavailable` when records do not come
   */
  async *read(spans: readonly Span[], signal: AbortSignal): AsyncIterable<readonly ReceivedEvent<E>[]> {
    let portion: ReceivedEvent<E>[] = [];
    for await (const { source, record } of this.merged(spans, signal)) {
      const found = decodeRecord(this.contract, record);
      if (found.kind === 'event' && isFor(record, source.group)) portion.push(found.received);
      if (portion.length < AT_ONCE) continue;
      yield portion;
      portion = [];
    }
    if (portion.length > 0) yield portion;
  }

  async close(): Promise<void> {
    this.failure ??= new VitrineError('log_unavailable', 'the replay was closed');
    this.bell.ring();
    await this.consumer?.close();
  }

  private async *merged(spans: readonly Span[], signal: AbortSignal): AsyncIterable<{ readonly source: ConsumedPartition; readonly record: LoggedRecord }> {
    for (;;) {
      let first: { readonly source: ConsumedPartition; readonly record: LoggedRecord } | null = null;
      for (const { source, to } of spans) {
        const record = await this.head(source.partition, to, signal);
        if (record !== null && (first === null || record.timeMs < first.record.timeMs)) first = { source, record };
      }
      if (first === null) return;
      const { waiting } = this.of(first.source.partition);
      waiting.shift();
      if (waiting.length === AT_ONCE) this.bell.ring();
      yield first;
    }
  }

  /** The next record of a partition; null when there is none before `to`. A compacted topic may have a gap there. */
  private async head(partition: number, to: number, signal: AbortSignal): Promise<LoggedRecord | null> {
    const { waiting } = this.of(partition);
    while (waiting.length === 0 && this.of(partition).next < to) {
      signal.throwIfAborted();
      if (this.failure !== null) throw this.failure;
      if (!(await this.bell.heard(STALLED_MS))) throw new VitrineError('log_unavailable', `no record of ${this.contract.topic.name} came within ${STALLED_MS} ms`);
    }
    const [record] = waiting;
    return record === undefined || record.position.offset >= to ? null : record;
  }

  private async receive({ source, records, signal }: RecordBatch): Promise<{ next: number }> {
    const partition = this.of(source.partition);
    partition.waiting.push(...records.filter(({ position }) => position.offset >= partition.next));
    partition.next = Math.max(partition.next, (records.at(-1)?.position.offset ?? -1) + 1);
    this.bell.ring();
    while (partition.waiting.length > MOST_WAITING && !signal.aborted && this.failure === null) await this.bell.heard(STALLED_MS);
    return { next: partition.next };
  }

  private fail(error: unknown): void {
    this.failure ??= error;
    this.bell.ring();
  }

  private of(partition: number): Partition {
    const found = this.partitions.get(partition);
    if (found === undefined) throw new VitrineError('internal', `${this.contract.topic.name} has got a partition ${partition} since the replay began`);
    return found;
  }
}
