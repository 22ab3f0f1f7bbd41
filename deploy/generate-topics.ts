import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { EVENT_CONTRACTS, type TopicSettings } from '@vitrine/contracts';
import { withDeadLetterTopics } from '@vitrine/messaging';
import { stringify } from 'yaml';

/** Writes a KafkaTopic (Strimzi) for every topic of the contracts and its dead letters; with --check it only compares. */
const target = resolve(import.meta.dirname, 'k8s/base/kafka-topics/topics.yaml');
const REPLICAS = 3;
const LEAST_IN_SYNC = 2;
/** Retention deletes whole segments, so what is kept for minutes needs segments of less. */
const SHORT_SEGMENT_SHARE = 5;
const HOUR_MS = 3_600_000;

function topicResource(topic: TopicSettings): object {
  return {
    apiVersion: 'kafka.strimzi.io/v1',
    kind: 'KafkaTopic',
    metadata: { name: topic.name, labels: { 'strimzi.io/cluster': 'vitrine' } },
    spec: { partitions: topic.partitions, replicas: REPLICAS, config: topicConfig(topic) },
  };
}

function topicConfig({ cleanup, retentionMs, maxMessageBytes }: TopicSettings): Record<string, string | number> {
  const short = retentionMs > 0 && retentionMs < HOUR_MS;
  return {
    'cleanup.policy': cleanup,
    'retention.ms': retentionMs,
    'max.message.bytes': maxMessageBytes,
    'min.insync.replicas': LEAST_IN_SYNC,
    ...(short ? { 'segment.ms': retentionMs / SHORT_SEGMENT_SHARE } : {}),
  };
}

const header = '# Generated from schemas/ by "npm run generate". Do not edit.\n';
const text = header + withDeadLetterTopics(EVENT_CONTRACTS.map(({ topic }) => topic)).map((topic) => `---\n${stringify(topicResource(topic))}`).join('');

if (process.argv.includes('--check')) {
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    console.error('not fresh: deploy/k8s/base/kafka-topics/topics.yaml; run "npm run generate"');
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
