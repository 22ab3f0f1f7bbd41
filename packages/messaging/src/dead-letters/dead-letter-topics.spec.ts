import { EnrolmentRequested, FrameCaptured, PurchaseRecorded } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { deadLetterTopic, withDeadLetterTopics } from './dead-letter-topics.js';

describe('dead-letter topics', () => {
  it('keep their records until somebody has handled them', () => {
    expect(deadLetterTopic(PurchaseRecorded.topic)).toMatchObject({ name: 'purchase.recorded.v1.dlq', partitions: 1, cleanup: 'delete', retentionMs: -1, memoryOnly: false });
  });

  it('keep pictures no longer than their topic does, and off the disk where it does', () => {
    expect(deadLetterTopic(FrameCaptured.topic)).toMatchObject({ retentionMs: FrameCaptured.topic.retentionMs, memoryOnly: true });
    expect(deadLetterTopic(EnrolmentRequested.topic).retentionMs).toBe(EnrolmentRequested.topic.retentionMs);
  });

  it('leave room for the added headers', () => {
    expect(deadLetterTopic(FrameCaptured.topic).maxMessageBytes).toBeGreaterThan(FrameCaptured.topic.maxMessageBytes);
  });

  it('come along with their topics', () => {
    expect(withDeadLetterTopics([PurchaseRecorded.topic]).map(({ name }) => name)).toEqual(['purchase.recorded.v1', 'purchase.recorded.v1.dlq']);
  });
});
