import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { partitionKey, VitrineError, type ConsumedPartition, type Partition } from '@vitrine/contracts';
import type { BatchHandler, LogConsumer, LoggedRecord, Subscription } from '../../event-log.js';
import { AssignedPartition, type PartitionControl } from '../assigned-partition.js';
import { refuseForeignMembers } from '../foreign-members.js';
import type { KafkaSettings } from '../kafka-event-log-options.js';
import { logFailure } from '../kafka-failure.js';
import { OffsetCommitter, type CommitRequest } from '../offset-committer.js';
import { StartOffsets } from '../start-offset.js';
import type { TopicAdmin } from '../topic-admin.js';
import { nativeConfiguration } from './native-configuration.js';
import { loadNativeModule, type NativeConsumer, type NativeError, type NativeMessage, type NativeModule, type NativePartition } from './native-module.js';
import { withKafkaName } from './native-failure.js';
import { nativeRecord } from './native-record.js';
import { Rests } from './rests.js';

const ASSIGN = -175;
const REVOKE = -174;
const OFFSET_END = -1;
const LONGEST_DRAIN_MS = 5_000;
const JOIN_WITHIN_MS = 60_000;
const TAKEN_AT_ONCE = 1_000;
/** Asking blocks a thread of the pool that all consumers share, so it is short, and an empty answer makes a pause. */
const ASK_MS = 1;
const PAUSE_MS = 15;

/** A member of a group on librdkafka: only partitions that move are given up in a rebalance (cooperative sticky), each after its batch in hand. */
export class NativeGroupConsumer implements LogConsumer, PartitionControl {
  readonly stopped: Promise<void>;
  private readonly consumer: NativeConsumer;
  private readonly committer: OffsetCommitter;
  private readonly rests: Rests;
  private readonly partitions = new Map<string, AssignedPartition>();
  private readonly remembered = new Map<string, number>();
  private joined: () => void = () => undefined;
  private offsets: StartOffsets;
  private settle!: { readonly resolve: () => void; readonly reject: (error: unknown) => void };
  private closing: Promise<void> | null = null;
  private fetching: Promise<void> = Promise.resolve();

  private constructor({ KafkaConsumer }: NativeModule, private readonly admin: TopicAdmin, private readonly settings: KafkaSettings, private readonly subscription: Subscription, private readonly handler: BatchHandler) {
    this.stopped = new Promise((resolve, reject) => { this.settle = { resolve, reject }; });
    this.stopped.catch(() => undefined);
    this.offsets = new StartOffsets(admin, subscription);
    this.consumer = new KafkaConsumer({
      ...nativeConfiguration(settings), 'group.id': subscription.group, 'session.timeout.ms': settings.sessionTimeoutMs, 'heartbeat.interval.ms': Math.floor(settings.sessionTimeoutMs / 10),
      'partition.assignment.strategy': 'cooperative-sticky', 'enable.auto.commit': false, 'enable.auto.offset.store': false, 'fetch.wait.max.ms': 100, 'allow.auto.create.topics': false,
      'fetch.message.max.bytes': 4 * 2 ** 20, 'queued.max.messages.kbytes': 32 * 1024,
      ...(settings.instanceId === undefined || subscription.ephemeral === true ? {} : { 'group.instance.id': settings.instanceId }),
      'rebalance_cb': (error: NativeError, moved: readonly NativePartition[]) => void this.rebalanced(error.code, moved),
    }, { 'auto.offset.reset': subscription.from });
    this.rests = new Rests(this.consumer);
    this.committer = new OffsetCommitter((offsets) => this.send(offsets));
  }

  /** Joins the group; resolves with the first assignment. */
  static async start(admin: TopicAdmin, settings: KafkaSettings, subscription: Subscription, handler: BatchHandler): Promise<NativeGroupConsumer> {
    const member = new NativeGroupConsumer(await loadNativeModule(), admin, settings, subscription, handler);
    try {
      await refuseForeignMembers({ admin, settings }, subscription);
      await member.run();
      await refuseForeignMembers({ admin, settings }, subscription);
      return member;
    } catch (error) {
      await member.close().catch(() => undefined);
      throw logFailure(error, `group ${subscription.group} could not be joined`, { group: subscription.group });
    }
  }

  assignment(): readonly Partition[] {
    return [...this.partitions.values()].map(({ source: { topic, partition } }) => ({ topic, partition }));
  }

  resumeAnew(): void {
    if (this.closing !== null) return;
    for (const partition of this.partitions.values()) {
      partition.lose();
      this.assign(partition.source, partition);
    }
  }

  async close(): Promise<void> {
    this.closing ??= this.leave();
    return this.closing;
  }

  async start(source: ConsumedPartition, wanted: number | null): Promise<number> {
    const { offset, fresh } = await this.offsets.of(source, wanted ?? this.remembered.get(partitionKey(source)) ?? null);
    if (fresh) this.commit(source, offset);
    return offset;
  }

  seek(source: ConsumedPartition, offset: number): void {
    this.rests.seek(source, offset, (error) => this.fail(error));
  }

  pause(source: ConsumedPartition): void {
    this.rests.rest(source, true);
  }

  resume(source: ConsumedPartition): void {
    this.rests.rest(source, false);
  }

  commit(source: ConsumedPartition, next: number): void {
    if (this.subscription.ephemeral === true) this.remembered.set(partitionKey(source), next);
    else this.committer.commit(source, next);
  }

  private async run(): Promise<void> {
    const { consumer, subscription } = this;
    consumer.on('event.error', (error) => this.complained(error));
    await promisify(consumer.connect.bind(consumer))({}).catch((error: unknown) => { throw withKafkaName(error as NativeError); });
    consumer.setDefaultConsumeTimeout(ASK_MS);
    const joined = new Promise<void>((resolve) => { this.joined = resolve; });
    consumer.subscribe(subscription.topics);
    this.fetching = this.fetch();
    const late = new AbortController();
    const patience = delay(JOIN_WITHIN_MS, undefined, { signal: late.signal }).then(() => { throw new VitrineError('log_unavailable', `group ${subscription.group} gave no partitions within ${JOIN_WITHIN_MS} ms`); }, () => undefined);
    await Promise.race([joined, patience, this.stopped]);
    late.abort();
  }

  private async fetch(): Promise<void> {
    const consume = promisify(this.consumer.consume.bind(this.consumer));
    while (this.closing === null) {
      const messages = await consume(TAKEN_AT_ONCE).catch((error: unknown) => {
        this.complained(error as NativeError);
        return [] as readonly NativeMessage[];
      });
      for (const [key, records] of byPartition(messages)) {
        const partition = this.partitions.get(key);
        if (partition?.accepting === true && !this.rests.seeking(partition.source)) partition.take(records);
      }
      if (messages.length === 0) await delay(PAUSE_MS);
    }
  }

  private async rebalanced(code: number, moved: readonly NativePartition[]): Promise<void> {
    try {
      if (code === ASSIGN) this.assigned(moved);
      else if (code === REVOKE) await this.revoked(moved);
    } catch (error) {
      if (this.closing === null) this.fail(error);
    }
  }

  private assigned(moved: readonly NativePartition[]): void {
    this.offsets = new StartOffsets(this.admin, this.subscription);
    // Nothing is wanted before the state has told where to start; then it is sought.
    this.consumer.incrementalAssign(moved.map(({ topic, partition }) => ({ topic, partition, offset: OFFSET_END })));
    for (const { topic, partition } of this.closing === null ? moved : []) this.assign({ topic, partition, group: this.subscription.group }, undefined);
    this.joined();
  }

  private assign(source: ConsumedPartition, predecessor: AssignedPartition | undefined): void {
    const assigned = new AssignedPartition(source, this.subscription, this.handler, this, { predecessor: predecessor?.finished ?? Promise.resolve(), random: this.settings.random });
    this.partitions.set(partitionKey(source), assigned);
    assigned.finished.catch((error: unknown) => this.fail(error));
  }

  private async revoked(moved: readonly NativePartition[]): Promise<void> {
    const leaving = moved.flatMap((partition) => this.partitions.get(partitionKey(partition)) ?? []);
    for (const partition of leaving) partition.retire();
    if (!this.consumer.assignmentLost()) await this.drained(leaving);
    for (const partition of leaving) {
      partition.lose();
      this.partitions.delete(partitionKey(partition.source));
      this.rests.forget(partition.source);
    }
    this.consumer.incrementalUnassign(moved);
  }

  /** Waits for the batches in hand, within reason, and for their commits. */
  private async drained(leaving: readonly AssignedPartition[]): Promise<void> {
    const over = new AbortController();
    const patience = delay(Math.min(LONGEST_DRAIN_MS, this.settings.sessionTimeoutMs / 3), undefined, { signal: over.signal }).catch(() => undefined);
    await Promise.race([Promise.allSettled(leaving.map(({ finished }) => finished)).then(() => this.committer.settled()), patience]);
    over.abort();
  }

  private async send(offsets: readonly CommitRequest[]): Promise<void> {
    await promisify(this.consumer.commitCb.bind(this.consumer))(offsets.map(({ topic, partition, offset }) => ({ topic, partition, offset: Number(offset) })));
  }

  private complained(error: NativeError): void {
    if (error.isFatal === true || withKafkaName(error) !== error || 'type' in error) this.fail(logFailure(error, `the consumer of group ${this.subscription.group} failed`, { group: this.subscription.group }));
    else this.settings.onClientLog({ level: 'warn', message: error.message });
  }

  private fail(error: unknown): void {
    this.settle.reject(error instanceof VitrineError ? error : logFailure(error, 'a partition cannot be delivered'));
    void this.close();
  }

  private async leave(): Promise<void> {
    const partitions = [...this.partitions.values()];
    for (const partition of partitions) partition.lose();
    await Promise.allSettled(partitions.map(({ finished }) => finished));
    await this.committer.settled();
    await this.fetching;
    await promisify(this.consumer.disconnect.bind(this.consumer))().catch(() => undefined);
    this.partitions.clear();
    if (this.subscription.ephemeral === true) await this.admin.forgetGroup(this.subscription.group);
    this.settle.resolve();
  }
}

function byPartition(messages: readonly NativeMessage[]): Map<string, LoggedRecord[]> {
  const records = new Map<string, LoggedRecord[]>();
  for (const message of messages) {
    const key = partitionKey(message);
    const others = records.get(key);
    if (others === undefined) records.set(key, [nativeRecord(message)]);
    else others.push(nativeRecord(message));
  }
  return records;
}
