import type { ConsumedPartition, LogPosition, Partition, TopicSettings } from '@vitrine/contracts';

/** Header names to values; text only, never a name, an image or a vector. */
export type RecordHeaders = Readonly<Record<string, string>>;

/** A record to be appended. A null value is a tombstone of a compacted topic. */
export interface NewRecord {
  readonly key: string;
  readonly value: Buffer | null;
  readonly headers?: RecordHeaders;
  /** Event time, UTC milliseconds. */
  readonly timeMs: number;
}

/** A record as it stands in the log. */
export interface LoggedRecord extends Required<NewRecord> {
  readonly position: LogPosition;
}

/** Records of one partition, in order, at least one. */
export interface RecordBatch {
  readonly source: ConsumedPartition;
  readonly records: readonly LoggedRecord[];
  /** Aborted when this consumer loses the partition or is closed; work not yet committed is then void. */
  readonly signal: AbortSignal;
}

/** Tells the log what became of a batch: the offset from which the group goes on. */
export interface BatchResult {
  /** First offset not yet dealt with; at most last offset of the batch + 1. One before the batch goes back there. */
  readonly next: number;
  /** Set: nothing more of this partition is delivered for so long; then from `next` again. */
  readonly pauseMs?: number;
}

export interface Subscription {
  readonly group: string;
  readonly topics: readonly string[];
  /** Most records in one batch. */
  readonly maxItems: number;
  /** Longest wait for a batch to fill once it has a record. */
  readonly maxWaitMs: number;
  /** Where a group without a committed offset begins. */
  readonly from: 'earliest' | 'latest';
  /**
   * Asked once whenever a partition is assigned, before its first batch: the first offset wanted, or null for the group's committed offset.
   * A state store answers its watermark here, and raises the partition's epoch.
   * An offset before the partition's first means its first. A rejection delays the partition: it is asked again.
   */
  readonly resumeFrom?: (source: ConsumedPartition) => Promise<number | null>;
  /** True: a passing onlooker; the log keeps nothing of the group once its last consumer has left. Default false. */
  readonly ephemeral?: boolean;
}

/** Deals with one batch. Batches of one partition never overlap. A rejection means: deliver the same again after a pause. */
export type BatchHandler = (batch: RecordBatch) => Promise<BatchResult>;

/** A running subscription. */
export interface LogConsumer {
  /** Partitions owned at this moment. */
  assignment(): readonly Partition[];
  /** Settles when the consumer has stopped for good: rejects if it failed and will not recover by itself. */
  readonly stopped: Promise<void>;
  /** Asks `resumeFrom` again for every partition owned and goes on from what it says; the batches in hand are void. */
  resumeAnew(): void;
  /** Stops fetching, waits for batches in hand, commits, leaves the group. */
  close(): Promise<void>;
}

export interface PartitionLag extends Partition {
  /** First offset the group has not committed. */
  readonly committed: number;
  /** Offset the next record will get. */
  readonly end: number;
  /** Records not yet committed by the group. */
  readonly lag: number;
}

/**
 * The event log: an append-only sequence of records per partition, read by consumer groups.
 * Order holds per key; delivery is at least once; each partition has one owner per group.
 */
export abstract class EventLog {
  /** Makes the topics that do not exist yet; refuses (`invalid_configuration`) one that exists with other partitions. */
  abstract ensureTopics(topics: readonly TopicSettings[]): Promise<void>;
  /**
   * Appends in order; resolves once every record is acknowledged as durable (memory-only topics: as stored), with their positions.
   * @throws VitrineError `log_unavailable` when the log did not acknowledge; the records may then be there or not
   */
  abstract append(topic: string, records: readonly NewRecord[]): Promise<LogPosition[]>;
  /** Joins the group and delivers batches until closed. */
  abstract subscribe(subscription: Subscription, handler: BatchHandler): Promise<LogConsumer>;
  /** Reads `[from, to)` of one partition without a group. Ends early when the log ends. */
  abstract read(partition: Partition, from: number, to: number, signal?: AbortSignal): AsyncIterable<LoggedRecord>;
  /** Offset range of every partition of a topic: `[begin, end)`. */
  abstract ends(topic: string): Promise<readonly (Partition & { readonly begin: number; readonly end: number })[]>;
  /** How far a group is behind in a topic. */
  abstract lag(group: string, topic: string): Promise<readonly PartitionLag[]>;
  /** Rejects with `log_unavailable` when the log does not answer. */
  abstract check(): Promise<void>;
  abstract close(): Promise<void>;
}
