import type { ConsumedPartition, LogPosition } from '@vitrine/contracts';

declare const effect: unique symbol;

/** A write that has not happened yet. Made by a port, carried out by `StateStore.commit`; opaque to everyone else. */
export interface StateWrite {
  readonly [effect]: true;
}

/** A worker's claim on a partition. */
export interface PartitionClaim {
  /** Higher than every earlier claim on this partition. */
  readonly epoch: number;
  /** The watermark: first offset whose effect is not in the state yet; null when nothing was ever applied. */
  readonly next: number | null;
}

/** The position that a commit moves. */
export interface AppliedStep {
  readonly source: ConsumedPartition;
  readonly epoch: number;
  /** First offset of what is applied; the watermark may not be beyond it. */
  readonly first: number;
  /** The new watermark; `first` itself for a step that stays, which writes anew what was applied before it. */
  readonly next: number;
}

/**
 * Where effects and positions change together.
 * Either every write of a commit and its watermark are there, or none of them, also after a crash.
 */
export abstract class StateStore {
  /** Takes the partition over: raises its epoch and tells the watermark. */
  abstract claim(source: ConsumedPartition): Promise<PartitionClaim>;
  /**
   * Calls the listener whenever the store may have gone back (it was away, and what came back may be older or empty). Every claim is void then:
   * a commit under it is `fenced`, because its watermark may not be the one that stands.
   * @returns ends the calls
   */
  abstract onReset(listener: () => void): () => void;
  /** The watermark as it stands, without claiming: first offset whose effect is not in the state yet; null when nothing was ever applied. */
  abstract watermark(source: ConsumedPartition): Promise<number | null>;
  /**
   * Writes everything and moves the watermark to `step.next`, in one atomic step.
   * `applied`: done. `stale`: the watermark was already beyond `step.first`, or for a step that stays not exactly there; nothing was written.
   * @throws VitrineError `fenced` when somebody else has claimed the partition since; nothing was written
   * @throws VitrineError `state_unavailable` when the store did not answer; the commit may have happened: committing again tells
   */
  abstract commit(step: AppliedStep, writes: readonly StateWrite[]): Promise<'applied' | 'stale'>;
  /** Writes without a position: for what does not come from the log. */
  abstract write(writes: readonly StateWrite[]): Promise<void>;
  /** Highest position of each source partition that a consumer of derived events has applied: the first offset not applied, or null. */
  abstract originNext(group: string, origin: Pick<LogPosition, 'topic' | 'partition'>): Promise<number | null>;
  /** Write that raises it. */
  abstract originApplied(group: string, origin: LogPosition): StateWrite;
  /** Rejects with `state_unavailable` when the store does not answer. */
  abstract check(): Promise<void>;
  abstract close(): Promise<void>;
}
