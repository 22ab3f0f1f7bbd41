import { Logger } from '@nestjs/common';
import type { ConsumedPartition, ErrorCode } from '@vitrine/contracts';
import { ConsumerObserver, type HandlerLag } from '@vitrine/messaging';
import type { Metrics } from './metrics.js';

const LABELS = ['group', 'topic'] as const;

/** Counts what becomes of consumed records, and logs what an operator should know. */
export class MetricsConsumerObserver extends ConsumerObserver {
  private readonly logger = new Logger('consumer');
  private readonly consumedEvents;
  private readonly deadLetters;
  private readonly retries;
  private readonly fencedBatches;
  private readonly belowWatermark;
  private readonly lagRecords;

  constructor(metrics: Metrics) {
    super();
    this.consumedEvents = metrics.counter('vitrine_consumer_events_total', 'Events a handler dealt with', LABELS);
    this.deadLetters = metrics.counter('vitrine_consumer_dead_letters_total', 'Records put into the dead-letter topic', [...LABELS, 'code']);
    this.retries = metrics.counter('vitrine_consumer_retries_total', 'Batches that failed and came again', LABELS);
    this.fencedBatches = metrics.counter('vitrine_consumer_fenced_total', 'Batches refused because another worker owned the partition', LABELS);
    this.belowWatermark = metrics.counter('vitrine_consumer_redelivered_total', 'Records left out because the state had them already', LABELS);
    this.lagRecords = metrics.gauge('vitrine_consumer_lag_records', 'Records not yet committed by the group', LABELS);
  }

  consumed({ group, topic }: ConsumedPartition, events: number): void {
    this.consumedEvents.inc({ group, topic }, events);
  }

  deadLettered({ group, topic, partition }: ConsumedPartition, code: ErrorCode): void {
    this.deadLetters.inc({ group, topic, code });
    this.logger.warn(`${group}: a record of ${topic}/${partition} went to the dead letters: ${code}`);
  }

  retried({ group, topic, partition }: ConsumedPartition, error: unknown, pauseMs: number): void {
    this.retries.inc({ group, topic });
    this.logger.warn(`${group}: ${topic}/${partition} failed and comes again in ${Math.round(pauseMs)} ms: ${error instanceof Error ? error.message : String(error)}`);
  }

  fenced({ group, topic, partition }: ConsumedPartition): void {
    this.fencedBatches.inc({ group, topic });
    this.logger.warn(`${group}: another worker owned ${topic}/${partition}; it is claimed again`);
  }

  droppedBelowWatermark({ group, topic }: ConsumedPartition, records: number): void {
    this.belowWatermark.inc({ group, topic }, records);
  }

  /** Exports how far every group is behind. */
  lag(handlers: readonly HandlerLag[]): void {
    for (const { group, partitions } of handlers) {
      const byTopic = new Map<string, number>();
      for (const { topic, lag } of partitions) byTopic.set(topic, (byTopic.get(topic) ?? 0) + lag);
      for (const [topic, lag] of byTopic) this.lagRecords.set({ group, topic }, lag);
    }
  }
}
