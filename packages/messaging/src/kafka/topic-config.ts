import type { TopicSettings } from '@vitrine/contracts';
import type { ITopicConfig } from 'kafkajs';
import type { KafkaSettings } from './kafka-event-log-options.js';

const LONGEST = '9223372036854775807';
const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;
// The broker's limit is on the whole record batch, ours on the value.
const BATCH_OVERHEAD = 16_384;

/** Partitions a topic gets in this deployment. */
export function partitionsOf(topic: TopicSettings, { partitionsPerTopic }: KafkaSettings): number {
  return Math.min(topic.partitions, partitionsPerTopic ?? topic.partitions);
}

/** What the broker is told when a topic is made. */
export function topicConfig(topic: TopicSettings, settings: KafkaSettings): ITopicConfig {
  const { replicationFactor } = settings;
  const entries: Record<string, string> = {
    'cleanup.policy': topic.cleanup,
    'max.message.bytes': String(topic.maxMessageBytes + BATCH_OVERHEAD),
    'min.insync.replicas': replicationFactor >= 3 ? '2' : '1',
    // A clock that is wrong must not lose an event; ingest has judged the times already.
    'message.timestamp.after.max.ms': LONGEST,
    ...(topic.cleanup === 'delete' && topic.retentionMs >= 0 ? kept(topic.retentionMs) : { 'retention.ms': '-1' }),
  };
  const configEntries = Object.entries(entries).map(([name, value]) => ({ name, value }));
  return { topic: topic.name, numPartitions: partitionsOf(topic, settings), replicationFactor, configEntries };
}

// Retention deletes whole segments, and counts from arrival: a receipt that comes late is not old.
function kept(retentionMs: number): Record<string, string> {
  const segmentMs = Math.min(WEEK_MS, Math.max(MINUTE_MS, Math.floor(retentionMs / 4)));
  return { 'retention.ms': String(retentionMs), 'segment.ms': String(segmentMs), 'message.timestamp.type': 'LogAppendTime' };
}
