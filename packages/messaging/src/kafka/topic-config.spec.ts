import { EVENT_CONTRACTS, FrameCaptured, PurchaseRecorded, StoreChanged } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { kafkaSettings } from './kafka-event-log-options.js';
import { topicConfig } from './topic-config.js';

const settings = kafkaSettings({ brokers: ['b:9092'], clientId: 'c' });
const entries = (topic: typeof FrameCaptured.topic, overrides = {}): Record<string, string> =>
  Object.fromEntries((topicConfig(topic, { ...settings, ...overrides }).configEntries ?? []).map(({ name, value }) => [name, value]));

describe('topicConfig', () => {
  it('keeps frames for minutes from their arrival, in segments small enough to go in time', () => {
    expect(entries(FrameCaptured.topic)).toMatchObject({ 'cleanup.policy': 'delete', 'retention.ms': '300000', 'segment.ms': '75000', 'message.timestamp.type': 'LogAppendTime' });
  });

  it('keeps purchases and compacted topics for ever', () => {
    expect(entries(PurchaseRecorded.topic)).toMatchObject({ 'cleanup.policy': 'delete', 'retention.ms': '-1' });
    expect(entries(StoreChanged.topic)).toMatchObject({ 'cleanup.policy': 'compact', 'retention.ms': '-1' });
  });

  it('leaves room for what surrounds the largest value', () => {
    for (const { topic } of EVENT_CONTRACTS) expect(Number(entries(topic)['max.message.bytes'])).toBeGreaterThan(topic.maxMessageBytes);
  });

  it('asks for two copies before it acknowledges where there are three', () => {
    expect(entries(PurchaseRecorded.topic, { replicationFactor: 3 })['min.insync.replicas']).toBe('2');
    expect(entries(PurchaseRecorded.topic)['min.insync.replicas']).toBe('1');
  });

  it('caps the partitions of a small deployment', () => {
    expect(topicConfig(FrameCaptured.topic, { ...settings, partitionsPerTopic: 3 }).numPartitions).toBe(3);
    expect(topicConfig(StoreChanged.topic, { ...settings, partitionsPerTopic: 3 }).numPartitions).toBe(1);
  });
});
