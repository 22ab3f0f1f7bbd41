import { partitionKey, VitrineError, type ConsumedPartition, type Partition } from '@vitrine/contracts';
import type { Consumer, ConsumerCrashEvent, ConsumerGroupJoinEvent, EachBatchPayload, Kafka } from 'kafkajs';
import type { BatchHandler, LogConsumer, Subscription } from '../event-log.js';
import type { KafkaSettings } from './kafka-event-log-options.js';
import { logFailure } from './kafka-failure.js';
import { toRecord } from './kafka-records.js';
import { refuseForeignMembers } from './foreign-members.js';
import { OffsetCommitter } from './offset-committer.js';
import { OwnedPartitions, type Owner } from './owned-partitions.js';
import { patientAssigner } from './patient-assigner.js';
import { watchForStall } from './stall-watch.js';
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
export class GroupConsumer implements LogConsumer, Owner {
  readonly stopped: Promise<void>;
  private readonly consumer: Consumer;
  private readonly committer: OffsetCommitter;
  private readonly partitions: OwnedPartitions;
  private drainingSince: number | null = null;
  private settle!: { readonly resolve: () => void; readonly reject: (error: unknown) => void };
  private closing: Promise<void> | null = null;
  private endWatch: () => void = () => undefined;

  private constructor(
    private readonly surroundings: ConsumerSurroundings,
    private readonly subscription: Subscription,
    handler: BatchHandler,
    private readonly only: Partition | undefined,
  ) {
    const { kafka, admin, settings } = surroundings;
    this.stopped = new Promise((resolve, reject) => { this.settle = { resolve, reject }; });
    this.stopped.catch(() => undefined);
    this.partitions = new OwnedPartitions({ admin, random: settings.random }, subscription, handler, this);
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
    return this.partitions.list();
  }

  resumeAnew(): void {
    if (this.closing === null) this.partitions.resumeAnew();
  }

  async close(): Promise<void> {
    this.closing ??= this.leave();
    return this.closing;
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
    this.committer.commit(source, next);
  }

  failed(error: unknown): void {
    this.settle.reject(error instanceof VitrineError ? error : logFailure(error, 'a partition cannot be delivered'));
    void this.close();
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
      this.failed(new VitrineError('log_unavailable', `the consumer of group ${subscription.group} has fallen silent`, { group: subscription.group }));
    });
  }

  /** Before each attempt to join: takes no new batch, and is not ready while one is in hand, within reason. */
  private readyToJoin(): boolean {
    this.partitions.retire();
    this.drainingSince ??= performance.now();
    const patience = Math.min(LONGEST_DRAIN_MS, this.surroundings.settings.sessionTimeoutMs / 3);
    const idle = this.partitions.over && this.committer.idle;
    return idle || performance.now() - this.drainingSince > patience;
  }

  // Runs within the client's join, so no fetch can come before the new partitions are paused.
  private joined({ payload }: ConsumerGroupJoinEvent): void {
    this.drainingSince = null;
    this.partitions.disown(this.partitions.list());
    this.committer.reset();
    if (this.closing !== null) return;
    const assigned = Object.entries(payload.memberAssignment).flatMap(([topic, numbers]) => numbers.map((partition) => ({ topic, partition })));
    const isWanted = (partition: Partition): boolean => this.only === undefined || partitionKey(this.only) === partitionKey(partition);
    for (const { topic, partition } of assigned.filter((one) => !isWanted(one))) this.consumer.pause([{ topic, partitions: [partition] }]);
    this.partitions.own(assigned.filter(isWanted));
  }

  private fetched(payload: EachBatchPayload): void {
    const { batch } = payload;
    if (payload.isStale()) return;
    if (this.partitions.take(batch, () => batch.messages.map((message) => toRecord(batch, message)))) payload.resolveOffset(batch.lastOffset());
  }

  private crashed({ payload: { error, restart } }: ConsumerCrashEvent): void {
    this.partitions.lose();
    if (!restart) this.failed(logFailure(error, `the consumer of group ${this.subscription.group} failed`, { group: this.subscription.group }));
  }

  private async leave(): Promise<void> {
    this.endWatch();
    this.partitions.lose();
    await this.partitions.finished();
    await this.committer.settled();
    await this.consumer.disconnect().catch(() => undefined);
    this.partitions.disown(this.partitions.list());
    if (this.subscription.ephemeral === true) await this.surroundings.admin.forgetGroup(this.subscription.group);
    this.settle.resolve();
  }
}
