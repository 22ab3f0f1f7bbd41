import { partitionKey, VitrineError, type ConsumedPartition, type Partition } from '@vitrine/contracts';
import type { Consumer, ConsumerCrashEvent, ConsumerGroupJoinEvent, EachBatchPayload, Kafka } from 'kafkajs';
import type { BatchHandler, LogConsumer, Subscription } from '../event-log.js';
import { AssignedPartition, type PartitionControl } from './assigned-partition.js';
import type { KafkaSettings } from './kafka-event-log-options.js';
import { logFailure } from './kafka-failure.js';
import { toRecord } from './kafka-records.js';
import { refuseForeignMembers } from './foreign-members.js';
import { OffsetCommitter } from './offset-committer.js';
import { patientAssigner } from './patient-assigner.js';
import { watchForStall } from './stall-watch.js';
import { StartOffsets } from './start-offset.js';
import type { TopicAdmin } from './topic-admin.js';

/** What a consumer needs from its event log. */
export interface ConsumerSurroundings {
  readonly kafka: Kafka;
  readonly admin: TopicAdmin;
  readonly settings: KafkaSettings;
}

const LONGEST_DRAIN_MS = 5_000;
/** Sessions without a sign of the client after which it counts as stalled. A join may take one. */
const SILENT_SESSIONS = 4;

/** One member of a consumer group. The client fetches and joins; each assigned partition delivers by itself. */
export class GroupConsumer implements LogConsumer, PartitionControl {
  readonly stopped: Promise<void>;
  private readonly consumer: Consumer;
  private readonly committer: OffsetCommitter;
  private readonly partitions = new Map<string, AssignedPartition>();
  /** Offsets of a group the cluster keeps nothing of. */
  private readonly remembered = new Map<string, number>();
  private offsets: StartOffsets;
  private drainingSince: number | null = null;
  private settle!: { readonly resolve: () => void; readonly reject: (error: unknown) => void };
  private closing: Promise<void> | null = null;
  private endWatch: () => void = () => undefined;

  private constructor(
    private readonly surroundings: ConsumerSurroundings,
    private readonly subscription: Subscription,
    private readonly handler: BatchHandler,
    private readonly only: Partition | undefined,
  ) {
    const { kafka, admin, settings } = surroundings;
    this.stopped = new Promise((resolve, reject) => { this.settle = { resolve, reject }; });
    this.stopped.catch(() => undefined);
    this.offsets = new StartOffsets(admin, subscription);
    this.consumer = kafka.consumer({
      groupId: subscription.group,
      sessionTimeout: settings.sessionTimeoutMs,
      rebalanceTimeout: settings.sessionTimeoutMs,
      heartbeatInterval: Math.floor(settings.sessionTimeoutMs / 10),
      minBytes: 1,
      maxWaitTimeInMs: 100,
      maxBytesPerPartition: 4 * 2 ** 20,
      maxBytes: 32 * 2 ** 20,
      allowAutoTopicCreation: false,
      partitionAssigners: [patientAssigner(() => this.readyToJoin())],
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 12 },
    });
    this.committer = new OffsetCommitter((offsets) => this.consumer.commitOffsets(offsets));
  }

  /**
   * Joins the group; resolves with the first assignment.
   * @param only deliver this partition alone, whatever is assigned
   */
  static async start(surroundings: ConsumerSurroundings, subscription: Subscription, handler: BatchHandler, only?: Partition): Promise<GroupConsumer> {
    const member = new GroupConsumer(surroundings, subscription, handler, only);
    try {
      await refuseForeignMembers(surroundings, subscription);
      await member.run();
      // Another deployment may have joined at the same moment.
      await refuseForeignMembers(surroundings, subscription);
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

  seek({ topic, partition }: ConsumedPartition, offset: number): void {
    this.consumer.seek({ topic, partition, offset: String(offset) });
  }

  pause({ topic, partition }: ConsumedPartition): void {
    this.consumer.pause([{ topic, partitions: [partition] }]);
  }

  resume({ topic, partition }: ConsumedPartition): void {
    this.consumer.resume([{ topic, partitions: [partition] }]);
  }

  commit(source: ConsumedPartition, next: number): void {
    if (this.subscription.ephemeral === true) this.remembered.set(partitionKey(source), next);
    else this.committer.commit(source, next);
  }

  private async run(): Promise<void> {
    const { consumer, subscription } = this;
    consumer.on(consumer.events.GROUP_JOIN, (event) => this.joined(event));
    consumer.on(consumer.events.CRASH, (event) => this.crashed(event));
    await consumer.connect();
    await consumer.subscribe({ topics: [...subscription.topics], fromBeginning: subscription.from === 'earliest' });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 1,
      eachBatch: async (payload) => this.fetched(payload),
    });
    this.endWatch = watchForStall(consumer, SILENT_SESSIONS * this.surroundings.settings.sessionTimeoutMs, () => {
      this.fail(new VitrineError('log_unavailable', `the consumer of group ${subscription.group} has fallen silent`, { group: subscription.group }));
    });
  }

  /** Before each attempt to join: takes no new batch, and is not ready while one is in hand, within reason. */
  private readyToJoin(): boolean {
    const partitions = [...this.partitions.values()];
    for (const partition of partitions) partition.retire();
    this.drainingSince ??= performance.now();
    const patience = Math.min(LONGEST_DRAIN_MS, this.surroundings.settings.sessionTimeoutMs / 3);
    const idle = partitions.every(({ over }) => over) && this.committer.idle;
    return idle || performance.now() - this.drainingSince > patience;
  }

  // Runs within the client's join, so no fetch can come before the new partitions are paused.
  private joined({ payload }: ConsumerGroupJoinEvent): void {
    this.drainingSince = null;
    const before = new Map(this.partitions);
    this.partitions.clear();
    this.committer.reset();
    for (const partition of before.values()) partition.lose();
    this.offsets = new StartOffsets(this.surroundings.admin, this.subscription);
    if (this.closing !== null) return;
    for (const [topic, numbers] of Object.entries(payload.memberAssignment)) {
      for (const partition of numbers) this.assign({ topic, partition, group: this.subscription.group }, before.get(partitionKey({ topic, partition })));
    }
  }

  private assign(source: ConsumedPartition, predecessor: AssignedPartition | undefined): void {
    if (this.only !== undefined && partitionKey(this.only) !== partitionKey(source)) return this.pause(source);
    const surroundings = { predecessor: predecessor?.finished ?? Promise.resolve(), random: this.surroundings.settings.random };
    const assigned = new AssignedPartition(source, this.subscription, this.handler, this, surroundings);
    this.partitions.set(partitionKey(source), assigned);
    assigned.finished.catch((error: unknown) => this.fail(error));
  }

  private fetched(payload: EachBatchPayload): void {
    const { batch } = payload;
    const partition = this.partitions.get(partitionKey(batch));
    if (partition === undefined || !partition.accepting || payload.isStale()) return;
    partition.take(batch.messages.map((message) => toRecord(batch, message)));
    payload.resolveOffset(batch.lastOffset());
  }

  private crashed({ payload: { error, restart } }: ConsumerCrashEvent): void {
    for (const partition of this.partitions.values()) partition.lose();
    if (!restart) this.fail(logFailure(error, `the consumer of group ${this.subscription.group} failed`, { group: this.subscription.group }));
  }

  private fail(error: unknown): void {
    this.settle.reject(error instanceof VitrineError ? error : logFailure(error, 'a partition cannot be delivered'));
    void this.close();
  }

  private async leave(): Promise<void> {
    this.endWatch();
    const partitions = [...this.partitions.values()];
    for (const partition of partitions) partition.lose();
    await Promise.allSettled(partitions.map(({ finished }) => finished));
    await this.committer.settled();
    await this.consumer.disconnect().catch(() => undefined);
    this.partitions.clear();
    if (this.subscription.ephemeral === true) await this.surroundings.admin.forgetGroup(this.subscription.group);
    this.settle.resolve();
  }
}
