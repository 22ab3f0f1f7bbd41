import type { TopicSettings } from '@vitrine/contracts';

const SUFFIX = '.dlq';
const DAY_MS = 86_400_000;
const HEADERS_BYTES = 16_384;

/** Name of the topic that takes a topic's dead letters. */
export function deadLetterTopicName(topic: string): string {
  return `${topic}${SUFFIX}`;
}

/**
 * Settings of the dead-letter topic: one partition, kept until handled.
 * What is kept less than a day (pictures) is kept no longer as a dead letter either, and what may not reach the disk does not.
 */
export function deadLetterTopic(settings: TopicSettings): TopicSettings {
  const shortLived = settings.memoryOnly || (settings.retentionMs >= 0 && settings.retentionMs < DAY_MS);
  return {
    name: deadLetterTopicName(settings.name),
    partitions: 1,
    cleanup: 'delete',
    retentionMs: shortLived ? settings.retentionMs : -1,
    maxMessageBytes: settings.maxMessageBytes + HEADERS_BYTES,
    memoryOnly: settings.memoryOnly,
  };
}

/** The topics and their dead-letter topics: what `EventLog.ensureTopics` is called with. */
export function withDeadLetterTopics(topics: readonly TopicSettings[]): TopicSettings[] {
  return topics.flatMap((settings) => [settings, deadLetterTopic(settings)]);
}
