import { VitrineError, type ConsumedPartition, type LogPosition, type Partition, type TopicSettings } from '@vitrine/contracts';
import { open, type RootDatabase } from 'lmdb';
import { EventLog, type BatchHandler, type LogConsumer, type LoggedRecord, type NewRecord, type PartitionLag, type Subscription } from '../event-log.js';
import { partitionOf } from '../murmur2.js';
import { ConsumerGroup } from './consumer-group.js';
import { takeOwnership } from './exclusive-owner.js';
import { GroupMember } from './group-member.js';
import { GroupOffsets } from './group-offsets.js';
import type { LogPartition } from './log-partition.js';
import { openLogStore, writeTogether, type LogStore } from './log-store.js';
import type { MemoryLimits } from './memory-partition.js';
import { TopicRegistry, type Topic } from './topic-registry.js';
import { Upkeep } from './upkeep.js';

export interface EmbeddedEventLogOptions {
  /** Default: the machine's clock. */
  readonly clock?: { nowMs(): number };
  /** Uniform in [0, 1); spreads retries. Default `Math.random`. */
  readonly random?: () => number;
  /** Room of each memory-only topic. */
  readonly memory?: Partial<MemoryLimits>;
  /** Told of records that retention or lack of memory took before the group had read them. Default: nobody is. */
  readonly onEvicted?: (source: ConsumedPartition, records: number) => void;
  /** Pause between passes of retention and compaction; default 60 s. */
  readonly upkeepIntervalMs?: number;
}

/** An lmdb environment to share with others (it stays open when the log closes), or the path of one of its own. */
export type EmbeddedEventLogPlace = { readonly root: RootDatabase } | { readonly path: string };

const MEMORY_LIMITS: MemoryLimits = { maxBytes: 64 * 2 ** 20, maxRecords: 4_096 };
const UPKEEP_INTERVAL_MS = 60_000;
const MAP_BYTES = 64 * 2 ** 30;
const CHECKED = 'checkedAtMs';
const READ_AT_ONCE = 500;
const READ_BYTES_AT_ONCE = 4 * 2 ** 20;

/** The event log for one process: partitions in lmdb, on the disk before they are acknowledged, consumer groups within the process. */
export class EmbeddedEventLog extends EventLog {
  private readonly groups = new Map<string, ConsumerGroup>();
  private readonly consumers = new Set<LogConsumer>();
  private readonly topics: TopicRegistry;
  private readonly offsets: GroupOffsets;
  private readonly upkeep: Upkeep;
  private readonly upkeepTimer: NodeJS.Timeout;
  private closing: Promise<void> | null = null;

  private constructor(
    private readonly store: LogStore,
    private readonly release: () => Promise<void>,
    private readonly options: Required<Pick<EmbeddedEventLogOptions, 'clock' | 'random' | 'onEvicted'>> & EmbeddedEventLogOptions,
  ) {
    super();
    this.topics = new TopicRegistry(store, { ...MEMORY_LIMITS, ...options.memory });
    this.offsets = new GroupOffsets(store);
    this.upkeep = new Upkeep(() => this.topics.all(), () => options.clock.nowMs());
    this.upkeepTimer = setInterval(() => void this.keepUp(), options.upkeepIntervalMs ?? UPKEEP_INTERVAL_MS);
    void this.keepUp();
  }

  /** @throws VitrineError `invalid_configuration` when another process has the log open */
  static async open(place: EmbeddedEventLogPlace, options: EmbeddedEventLogOptions = {}): Promise<EmbeddedEventLog> {
    const root = 'root' in place ? place.root : open({ path: place.path, maxDbs: 64, mapSize: MAP_BYTES });
    try {
      const store = openLogStore(root);
      const giveUp = takeOwnership(store);
      const release = async (): Promise<void> => {
        await giveUp();
        await root.flushed;
        if (!('root' in place)) await root.close();
      };
      return new EmbeddedEventLog(store, release, { clock: { nowMs: () => Date.now() }, random: Math.random, onEvicted: () => undefined, ...options });
    } catch (error) {
      if (!('root' in place)) await root.close();
      throw error;
    }
  }

  async ensureTopics(topics: readonly TopicSettings[]): Promise<void> {
    this.assertOpen();
    for (const settings of topics) await this.topics.ensure(settings);
  }

  async append(topic: string, records: readonly NewRecord[]): Promise<LogPosition[]> {
    this.assertOpen();
    const { settings, partitions } = this.topics.get(topic);
    refuseOversized(settings, records);
    const nowMs = this.options.clock.nowMs();
    const placed = await Promise.all(Array.from(indicesByPartition(records, partitions.length), async ([partition, indices]) => {
      const first = await this.partition({ topic, partition }).append(indices.flatMap((index) => records[index] ?? []), nowMs);
      return indices.map((index, place) => ({ index, position: { topic, partition, offset: first + place } }));
    }));
    return placed.flat().toSorted((a, b) => a.index - b.index).map(({ position }) => position);
  }

  async subscribe(subscription: Subscription, handler: BatchHandler): Promise<LogConsumer> {
    this.assertOpen();
    for (const topic of subscription.topics) this.topics.get(topic);
    const group = this.groups.get(subscription.group) ?? new ConsumerGroup(subscription.group, (topic) => this.topics.get(topic).partitions);
    this.groups.set(subscription.group, group);
    const member = new GroupMember(subscription, handler, group, { offsets: this.offsets, random: this.options.random, onEvicted: this.options.onEvicted });
    this.consumers.add(member);
    const forget = (): void => {
      this.consumers.delete(member);
      if (group.empty) this.groups.delete(group.name);
    };
    member.stopped.then(forget, forget);
    await group.join(member);
    return member;
  }

  async *read(partition: Partition, from: number, to: number, signal?: AbortSignal): AsyncIterable<LoggedRecord> {
    const log = this.partition(partition);
    const aborted = (): boolean => signal?.aborted === true;
    let next = from;
    while (next < to && next < log.end && !aborted()) {
      this.assertOpen();
      const records = log.read(next, to, READ_AT_ONCE, READ_BYTES_AT_ONCE);
      if (records.length === 0) return;
      for (const record of records) {
        if (aborted()) return;
        yield record;
        next = record.position.offset + 1;
      }
    }
  }

  async ends(topic: string): Promise<readonly (Partition & { readonly begin: number; readonly end: number })[]> {
    this.assertOpen();
    return this.topics.get(topic).partitions.map(({ begin, end }, partition) => ({ topic, partition, begin, end }));
  }

  async lag(group: string, topic: string): Promise<readonly PartitionLag[]> {
    const ends = await this.ends(topic);
    return ends.map(({ partition, begin, end }) => {
      const committed = Math.max(begin, this.offsets.committed({ group, topic, partition }) ?? begin);
      return { topic, partition, committed, end, lag: Math.max(0, end - committed) };
    });
  }

  async check(): Promise<void> {
    this.assertOpen();
    // Only a write shows whether the disk still takes one.
    await writeTogether(this.store.root, () => [this.store.owner.put(CHECKED, this.options.clock.nowMs())]);
  }

  async close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    clearInterval(this.upkeepTimer);
    await Promise.all([...this.consumers].map((consumer) => consumer.close()));
    await this.upkeep.stop();
    await this.release();
  }

  private async keepUp(): Promise<void> {
    // A pass that failed is no loss: the next one does its work.
    await this.upkeep.pass().catch(() => undefined);
  }

  private partition({ topic, partition }: Partition): LogPartition {
    const found = this.topics.get(topic).partitions[partition];
    if (found === undefined) throw new VitrineError('invalid_configuration', `topic ${topic} has no partition ${partition}`, { topic, partition });
    return found;
  }

  private assertOpen(): void {
    if (this.closing !== null) throw new VitrineError('log_unavailable', 'the embedded log is closed');
  }
}

/** Places of the records in the list, by the partition that their key chooses. */
function indicesByPartition(records: readonly NewRecord[], partitions: number): Map<number, number[]> {
  const indices = new Map<number, number[]>();
  for (const [index, { key }] of records.entries()) {
    const partition = partitionOf(key, partitions);
    const others = indices.get(partition);
    if (others === undefined) indices.set(partition, [index]);
    else others.push(index);
  }
  return indices;
}

function refuseOversized({ name, maxMessageBytes }: Topic['settings'], records: readonly NewRecord[]): void {
  const largest = records.reduce((most, { value }) => Math.max(most, value?.length ?? 0), 0);
  if (largest > maxMessageBytes) {
    throw new VitrineError('body_too_large', `a record of ${largest} bytes is over the limit of ${name}`, { topic: name, limitBytes: maxMessageBytes });
  }
}
