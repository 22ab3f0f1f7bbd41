import { setTimeout as delay } from 'node:timers/promises';
import type { ConsumedPartition, Partition } from '@vitrine/contracts';
import type { BatchHandler, LogConsumer, LoggedRecord, Subscription } from '../../event-log.js';
import { refuseForeignMembers } from '../foreign-members.js';
import type { KafkaSettings } from '../kafka-event-log-options.js';
import { logFailure } from '../kafka-failure.js';
import { OffsetCommitter, type CommitRequest } from '../offset-committer.js';
import { OwnedPartitions, type Owner } from '../owned-partitions.js';
import type { TopicAdmin } from '../topic-admin.js';
import { GroupMembership, type Member } from './group-membership.js';
import { refusal } from './librdkafka-connection.js';
import { loadLibrdkafka, type NativeError } from './librdkafka-module.js';
import { RecordFetcher, type FetchSink } from './record-fetcher.js';

const LONGEST_DRAIN_MS = 5_000;
const COMMIT_AGAIN_MS = 200;

/** One member of a consumer group on librdkafka: the membership says which partitions are ours, the fetcher brings their records. */
export class LibrdkafkaGroupConsumer implements LogConsumer, Owner, Member, FetchSink {
  readonly stopped: Promise<void>;
  private readonly partitions: OwnedPartitions;
  private readonly committer = new OffsetCommitter((offsets) => this.send(offsets));
  private fetcher: RecordFetcher | null = null;
  private membership: GroupMembership | null = null;
  private settle!: { readonly resolve: () => void; readonly reject: (error: unknown) => void };
  private closing: Promise<void> | null = null;

  private constructor(private readonly admin: TopicAdmin, private readonly settings: KafkaSettings, private readonly subscription: Subscription, handler: BatchHandler) {
    this.stopped = new Promise((resolve, reject) => { this.settle = { resolve, reject }; });
    this.stopped.catch(() => undefined);
    this.partitions = new OwnedPartitions({ admin, random: settings.random }, subscription, handler, this);
  }

  /** Joins the group; resolves with the first assignment. */
  static async start({ admin, settings }: { readonly admin: TopicAdmin; readonly settings: KafkaSettings }, subscription: Subscription, handler: BatchHandler): Promise<LibrdkafkaGroupConsumer> {
    const consumer = new LibrdkafkaGroupConsumer(admin, settings, subscription, handler);
    try {
      await refuseForeignMembers({ admin, settings }, subscription);
      await consumer.run();
      // Another deployment may have joined at the same moment.
      await refuseForeignMembers({ admin, settings }, subscription);
      return consumer;
    } catch (error) {
      await consumer.close().catch(() => undefined);
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

  seek(source: ConsumedPartition, offset: number): void {
    this.fetcher?.seek(source, offset);
  }

  pause(source: ConsumedPartition): void {
    this.fetcher?.pause(source);
  }

  resume(source: ConsumedPartition): void {
    this.fetcher?.resume(source);
  }

  commit(source: ConsumedPartition, next: number): void {
    if (this.partitions.has(source)) this.committer.commit(source, next);
  }

  assigned(partitions: readonly Partition[]): void {
    if (this.closing === null) this.partitions.own(partitions);
  }

  async revoked(partitions: readonly Partition[], lost: boolean): Promise<void> {
    this.partitions.retire(partitions);
    if (!lost && this.closing === null) await this.drained(partitions);
    this.partitions.disown(partitions);
    for (const partition of partitions) this.fetcher?.pause(partition);
  }

  failed(error: unknown): void {
    this.settle.reject(logFailure(error, 'a partition cannot be delivered'));
    void this.close();
  }

  fetched(partition: Partition, records: readonly LoggedRecord[]): void {
    this.partitions.take(partition, () => records);
  }

  complained(error: NativeError): void {
    const failure = refusal(error, `the consumer of group ${this.subscription.group} failed`);
    if (failure !== null) this.failed(failure);
    else if (this.closing === null) this.settings.onClientLog({ level: 'warn', message: error.message });
  }

  private async run(): Promise<void> {
    const librdkafka = await loadLibrdkafka();
    this.fetcher = await RecordFetcher.open(librdkafka, this.settings, this.subscription, this);
    this.membership = await GroupMembership.join(librdkafka, this.settings, this.subscription, this);
  }

  /** Waits for the batches in hand, within reason, and for their commits. */
  private async drained(partitions: readonly Partition[]): Promise<void> {
    const over = new AbortController();
    const patience = delay(Math.min(LONGEST_DRAIN_MS, this.settings.sessionTimeoutMs / 3), undefined, { signal: over.signal }).catch(() => undefined);
    await Promise.race([this.partitions.finished(partitions).then(() => this.committer.settled()), patience]);
    over.abort();
  }

  /** A partition that stays ours through a rebalance is not read again, so a commit that the rebalance refused is tried again while it is ours. */
  private async send(offsets: readonly CommitRequest[]): Promise<void> {
    for (let left = offsets; left.length > 0; left = left.filter((one) => this.partitions.has(one))) {
      try {
        if (this.membership !== null) return await this.membership.commit(left);
      } catch (error) {
        if (this.closing !== null) throw error;
      }
      await delay(COMMIT_AGAIN_MS);
    }
  }

  private async leave(): Promise<void> {
    this.partitions.lose();
    await this.partitions.finished();
    await this.committer.settled();
    await this.membership?.leave();
    await this.fetcher?.close();
    this.partitions.disown(this.partitions.list());
    if (this.subscription.ephemeral === true) await this.admin.forgetGroup(this.subscription.group);
    this.settle.resolve();
  }
}
