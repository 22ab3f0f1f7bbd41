import type { AnyEvent, ConsumedPartition, LogPosition } from '@vitrine/contracts';
import type { RecordHeaders } from './event-log.js';

/** A decoded event with its place in the log. */
export interface ReceivedEvent<E extends AnyEvent> {
  readonly event: E;
  readonly position: LogPosition;
  readonly headers: RecordHeaders;
}

/** The key of a compacted topic was forgotten. */
export interface Tombstone {
  readonly key: string;
  readonly position: LogPosition;
}

/** What a state store needs to write effect and position in one atomic step. */
export interface ConsumedStep {
  readonly source: ConsumedPartition;
  /** Raised on each assignment; a worker with an older one is fenced. */
  readonly epoch: number;
  /** Offset the watermark must stand at (or before, where the log has gaps). */
  readonly first: number;
  /** First offset after the batch: the new watermark. */
  readonly next: number;
}

/** What a `@Consumes` handler gets: events of one partition, in order. Poison records are already dead-lettered and left out. */
export interface ConsumedBatch<E extends AnyEvent> {
  readonly source: ConsumedPartition;
  /** Empty where the whole stretch was dead-lettered or deleted; with its position in the state, the step is to be committed all the same. */
  readonly events: readonly ReceivedEvent<E>[];
  readonly tombstones: readonly Tombstone[];
  readonly step: ConsumedStep;
  readonly signal: AbortSignal;
}
