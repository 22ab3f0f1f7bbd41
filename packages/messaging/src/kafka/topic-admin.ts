import { setTimeout as delay } from 'node:timers/promises';
import { VitrineError, type Partition, type TopicSettings } from '@vitrine/contracts';
import type { Admin, Kafka } from 'kafkajs';
import type { PartitionLag } from '../event-log.js';
import type { KafkaSettings } from './kafka-event-log-options.js';
import { failureTypes, logFailure } from './kafka-failure.js';
import { partitionsOf, topicConfig } from './topic-config.js';

const KNOWN_WITHIN_MS = 15_000;
/** A partition without a leader has one again after so long, or something is wrong. */
const LED_WITHIN_MS = 3_000;
const KNOWN_AGAIN_MS = 50;
const LEADERLESS = ['LEADER_NOT_AVAILABLE', 'NOT_LEADER_FOR_PARTITION'];
const NOT_YET = ['UNKNOWN_TOPIC_OR_PARTITION', ...LEADERLESS];

/** Offsets of one partition: `[begin, end)`. */
export type PartitionRange = Partition & { readonly begin: number; readonly end: number };

/** Questions to the cluster, over one connection made at the first. Failures come as `VitrineError`. */
export class TopicAdmin {
  private readonly admin: Admin;
  private connected: Promise<void> | null = null;

  constructor(kafka: Kafka, private readonly settings: KafkaSettings) {
    this.admin = kafka.admin();
  }

  async ensureTopics(topics: readonly TopicSettings[]): Promise<void> {
    await this.ask('topics could not be made', async (admin) => {
      const known = new Set(await admin.listTopics());
      const missing = topics.filter(({ name }) => !known.has(name));
      if (missing.length > 0) await this.create(admin, missing);
      const { topics: found } = await described(admin, topics.map(({ name }) => name), missing.length > 0 ? KNOWN_WITHIN_MS : 0);
      for (const topic of topics) refuseOther(topic.name, partitionsOf(topic, this.settings), found.find(({ name }) => name === topic.name)?.partitions.length ?? 0);
    });
  }

  /** Number of partitions of a topic. */
  async partitions(topic: string): Promise<number> {
    return this.ask(`topic ${topic} could not be looked up`, async (admin) => {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      return topics[0]?.partitions.length ?? 0;
    });
  }

  async ends(topic: string): Promise<readonly PartitionRange[]> {
    const offsets = await this.ask(`offsets of ${topic} could not be read`, (admin) => patiently(() => admin.fetchTopicOffsets(topic), LED_WITHIN_MS, LEADERLESS));
    return offsets
      .map(({ partition, low, high }) => ({ topic, partition, begin: Number(low), end: Number(high) }))
      .toSorted((a, b) => a.partition - b.partition);
  }

  /** Committed offsets of a group by partition; null where it has committed none. */
  async committed(group: string, topic: string): Promise<ReadonlyMap<number, number | null>> {
    const answers = await this.ask(`offsets of group ${group} could not be read`, (admin) => admin.fetchOffsets({ groupId: group, topics: [topic] }));
    return new Map((answers[0]?.partitions ?? []).map(({ partition, offset }) => [partition, Number(offset) < 0 ? null : Number(offset)]));
  }

  async lag(group: string, topic: string): Promise<readonly PartitionLag[]> {
    const [ends, commits] = await Promise.all([this.ends(topic), this.committed(group, topic)]);
    return ends.map(({ partition, begin, end }) => {
      const committed = Math.max(begin, commits.get(partition) ?? begin);
      return { topic, partition, committed, end, lag: Math.max(0, end - committed) };
    });
  }

  async check(): Promise<void> {
    const { brokers } = await this.ask('the event log does not answer', (admin) => admin.describeCluster());
    if (brokers.length === 0) throw new VitrineError('log_unavailable', 'no broker is registered');
  }

  /** Client ids of a group's members. */
  async members(group: string): Promise<readonly string[]> {
    const { groups } = await this.ask(`group ${group} could not be looked at`, (admin) => admin.describeGroups([group]));
    return groups.flatMap(({ members }) => members.map(({ clientId }) => clientId));
  }

  /** Forgets a group without members, as far as the cluster lets us. */
  async forgetGroup(group: string): Promise<void> {
    // A group that is still in use, or was never known, is none of our business any more.
    await this.ask('group', (admin) => admin.deleteGroups([group])).catch(() => undefined);
  }

  async close(): Promise<void> {
    if (this.connected !== null) await this.admin.disconnect();
  }

  private async create(admin: Admin, topics: readonly TopicSettings[]): Promise<void> {
    try {
      await admin.createTopics({ waitForLeaders: false, topics: topics.map((topic) => topicConfig(topic, this.settings)) });
    } catch (error) {
      // Two services that start together may both make them.
      const errors = (error as { errors?: readonly unknown[] }).errors ?? [error];
      if (!errors.every((one) => failureTypes(one).includes('TOPIC_ALREADY_EXISTS'))) throw error;
    }
  }

  private async ask<T>(what: string, question: (admin: Admin) => Promise<T>): Promise<T> {
    try {
      this.connected ??= this.admin.connect();
      await this.connected;
    } catch (error) {
      this.connected = null;
      throw logFailure(error, what);
    }
    try {
      return await question(this.admin);
    } catch (error) {
      throw logFailure(error, what);
    }
  }
}

/** What the broker knows of topics; within so long it may still learn of those that were just made, and of their leaders. */
async function described(admin: Admin, topics: string[], withinMs: number): ReturnType<Admin['fetchTopicMetadata']> {
  return patiently(() => admin.fetchTopicMetadata({ topics }), withinMs, NOT_YET, ({ topics: found }) => found.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0)));
}

/** Asks again, for so long, where what fails is passing or the answer not complete; then whatever it says counts. */
async function patiently<T>(question: () => Promise<T>, withinMs: number, passing: readonly string[], complete: (answer: T) => boolean = () => true): Promise<T> {
  const until = performance.now() + withinMs;
  for (;;) {
    const late = performance.now() >= until;
    try {
      const answer = await question();
      if (late || complete(answer)) return answer;
    } catch (error) {
      if (late || !failureTypes(error).some((type) => passing.includes(type))) throw error;
    }
    await delay(KNOWN_AGAIN_MS);
  }
}

function refuseOther(topic: string, wanted: number, found: number): void {
  if (wanted === found) return;
  throw new VitrineError('invalid_configuration', `topic ${topic} has ${found} partitions, wanted are ${wanted}; more would move keys to other partitions: make the topic with ${wanted} (and move its records), or set VITRINE_PARTITIONS to what the topics were made with`, { topic, found, wanted });
}
