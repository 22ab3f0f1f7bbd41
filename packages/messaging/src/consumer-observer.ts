import type { ConsumedPartition, ErrorCode } from '@vitrine/contracts';

/** Told what becomes of consumed records, for metrics and logs. Must not throw. */
export abstract class ConsumerObserver {
  /** A handler resolved for so many events. */
  abstract consumed(source: ConsumedPartition, events: number): void;
  /** One record went to the dead-letter topic. */
  abstract deadLettered(source: ConsumedPartition, code: ErrorCode): void;
  /** A batch failed and will be delivered again after the pause; or the partition could not be claimed (pause 0: the log sets it). */
  abstract retried(source: ConsumedPartition, error: unknown, pauseMs: number): void;
  /** Another worker had claimed the partition; it is claimed again. */
  abstract fenced(source: ConsumedPartition): void;
  /** So many records were delivered although the state has them already; they were left out. */
  abstract droppedBelowWatermark(source: ConsumedPartition, records: number): void;
}
