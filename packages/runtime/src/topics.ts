import { EVENT_CONTRACTS, type TopicSettings } from '@vitrine/contracts';
import { withDeadLetterTopics, type EventLog } from '@vitrine/messaging';

/** Every topic of the contracts with its dead-letter topic; `mostPartitions` caps their partitions, for small deployments. */
export function platformTopics(mostPartitions = Number.POSITIVE_INFINITY): TopicSettings[] {
  return withDeadLetterTopics(EVENT_CONTRACTS.map(({ topic }) => ({ ...topic, partitions: Math.min(topic.partitions, mostPartitions) })));
}

/** Makes the topics that are missing. */
export async function ensurePlatformTopics(log: EventLog, mostPartitions?: number): Promise<void> {
  await log.ensureTopics(platformTopics(mostPartitions));
}
