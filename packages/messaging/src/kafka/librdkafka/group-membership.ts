import { setTimeout as delay } from 'node:timers/promises';
import { VitrineError, type Partition } from '@vitrine/contracts';
import type { Subscription } from '../../event-log.js';
import type { KafkaSettings } from '../kafka-event-log-options.js';
import { logFailure } from '../kafka-failure.js';
import type { CommitRequest } from '../offset-committer.js';
import { connect, connectionOf, done, refusal, unknownTopic } from './librdkafka-connection.js';
import { withKafkaName } from './librdkafka-failure.js';
import type { LibrdkafkaModule, NativeConsumer, NativeError, NativePartition } from './librdkafka-module.js';
import { MessageLoop, type MessageSink } from './message-loop.js';

const ASSIGN = -175;
const REVOKE = -174;
const JOIN_WITHIN_MS = 60_000;
const COMMIT_WITHIN_MS = 10_000;
const QUIET_MS = 100;

/** Who is told what the group decides. */
export interface Member {
  assigned(partitions: readonly Partition[]): void;
  /** The group goes on once this has resolved. @param lost they are another's already: there is nothing to wait for */
  revoked(partitions: readonly Partition[], lost: boolean): Promise<void>;
  /** The membership is over and will not come back by itself. */
  failed(error: VitrineError): void;
}

/**
 * A membership in a consumer group: which partitions are ours, and the group's offsets. It fetches nothing: to librdkafka every assignment is an
 * empty one, so that what the group decides and what is fetched cannot get into each other's way.
 * Rebalances are cooperative: only partitions that move are given up.
 */
export class GroupMembership implements MessageSink {
  private readonly loop = new MessageLoop(1, QUIET_MS);
  private readonly consumer: NativeConsumer;
  private readonly joined: Promise<void>;
  /** The first assignment, or the reason why there will be none. */
  private join!: { readonly resolve: () => void; readonly reject: (error: VitrineError) => void };
  private deciding: Promise<void> = Promise.resolve();
  private committed: (error: NativeError | undefined) => void = () => undefined;
  private leaving = false;

  private constructor({ KafkaConsumer }: LibrdkafkaModule, private readonly settings: KafkaSettings, private readonly subscription: Subscription, private readonly member: Member) {
    const { sessionTimeoutMs, instanceId } = settings;
    this.joined = new Promise((resolve, reject) => { this.join = { resolve, reject }; });
    this.joined.catch(() => undefined);
    this.consumer = new KafkaConsumer({
      ...connectionOf(settings), 'group.id': subscription.group, 'session.timeout.ms': sessionTimeoutMs, 'heartbeat.interval.ms': Math.floor(sessionTimeoutMs / 10),
      // A member whose event loop stands still must lose its partitions, though librdkafka's threads go on giving signs of life.
      'max.poll.interval.ms': sessionTimeoutMs,
      'partition.assignment.strategy': 'cooperative-sticky', 'enable.auto.commit': false, 'enable.auto.offset.store': false, 'allow.auto.create.topics': false,
      // One that stays for a moment only has no place to keep.
      ...(instanceId === undefined || subscription.ephemeral === true ? {} : { 'group.instance.id': instanceId }),
      'rebalance_cb': (error: NativeError, moved: readonly NativePartition[]) => this.decided(error.code, moved),
      'offset_commit_cb': true,
      'queue_non_empty_cb': this.loop.notEmpty,
    }, {});
  }

  /** Joins; resolves with the first assignment, which may be an empty one. @throws VitrineError */
  static async join(module: LibrdkafkaModule, settings: KafkaSettings, subscription: Subscription, member: Member): Promise<GroupMembership> {
    const membership = new GroupMembership(module, settings, subscription, member);
    try {
      await membership.run();
      return membership;
    } catch (error) {
      await membership.leave();
      throw error;
    }
  }

  /** Commits offsets of the group; one request at a time. @throws NativeError when the group does not take them now */
  async commit(offsets: readonly CommitRequest[]): Promise<void> {
    const over = new AbortController();
    const taken = new Promise<void>((resolve, reject) => { this.committed = (error) => { if (error === undefined) resolve(); else reject(error); }; });
    const late = delay(COMMIT_WITHIN_MS, undefined, { signal: over.signal }).then(() => { throw new Error('a commit was not answered'); });
    try {
      this.consumer.commit(offsets.map(({ topic, partition, offset }) => ({ topic, partition, offset: Number(offset) })));
      await Promise.race([taken, late]);
    } finally {
      over.abort();
      late.catch(() => undefined);
    }
  }

  /** Leaves the group; a member with a name of its own only goes away, its partitions stay its own for the rest of its session. */
  async leave(): Promise<void> {
    this.leaving = true;
    await this.loop.stop();
    await this.deciding;
    await done((disconnected) => this.consumer.disconnect(disconnected)).catch(() => undefined);
  }

  taken(): void {
    // There are no messages: nothing is ever fetched here.
  }

  complained(error: NativeError): void {
    if (this.leaving) return;
    if (unknownTopic(error)) this.join.reject(logFailure(withKafkaName(error), `group ${this.subscription.group} could not be joined`));
    const failure = refusal(error, `the consumer of group ${this.subscription.group} failed`);
    if (failure === null) return this.settings.onClientLog({ level: 'warn', message: error.message });
    this.join.reject(failure);
    this.member.failed(failure);
  }

  private async run(): Promise<void> {
    const { consumer, subscription: { group, topics } } = this;
    await connect(consumer, `group ${group} could not be joined`);
    consumer.on('event.error', (error) => this.complained(error));
    consumer.on('offset.commit', (error) => this.committed(error));
    consumer.subscribe(topics);
    this.loop.start(consumer, this);
    const over = new AbortController();
    const late = delay(JOIN_WITHIN_MS, undefined, { signal: over.signal }).then(() => { throw new VitrineError('log_unavailable', `group ${group} gave no partitions within ${JOIN_WITHIN_MS} ms`, { group }); });
    try {
      await Promise.race([this.joined, late]);
    } finally {
      over.abort();
      late.catch(() => undefined);
    }
  }

  /** One decision after the other; librdkafka waits for the answer to each. */
  private decided(code: number, moved: readonly NativePartition[]): void {
    const lost = code === REVOKE && this.consumer.assignmentLost();
    const partitions = moved.map(({ topic, partition }) => ({ topic, partition }));
    this.deciding = this.deciding.then(() => this.answer(code, partitions, lost)).catch((error: unknown) => {
      if (!this.leaving) this.member.failed(logFailure(withKafkaName(error as NativeError), `group ${this.subscription.group} did not take our answer`));
    });
  }

  private async answer(code: number, partitions: readonly Partition[], lost: boolean): Promise<void> {
    if (code === ASSIGN) {
      this.consumer.incrementalAssign([]);
      if (!this.leaving) this.member.assigned(partitions);
      this.join.resolve();
    } else if (code === REVOKE) {
      if (!this.leaving) await this.member.revoked(partitions, lost);
      this.consumer.incrementalUnassign([]);
    }
  }
}
