import type { LoggedRecord, NewRecord } from '../event-log.js';
import type { WakeUp } from './wake-up.js';

/** One partition as the embedded log keeps it, on the disk or in memory. */
export abstract class LogPartition {
  /** Offset of the first record there is, or `end`. */
  abstract readonly begin: number;
  /** First offset that no reader may see yet. */
  abstract readonly end: number;
  /** Where `begin` stood when the log was opened; what a group missed before then was lost with an earlier process. */
  abstract readonly openedAt: number;
  /** Wakes whenever `end` has moved. */
  abstract readonly appended: WakeUp;
  /** Appends in order; resolves with the first offset once the records are stored for good. */
  abstract append(records: readonly NewRecord[], appendedAtMs: number): Promise<number>;
  /** Records of `[from, to)`, at most `limit` of them and, beyond the first, `maxBytes` of values. */
  abstract read(from: number, to: number, limit: number, maxBytes: number): LoggedRecord[];
  /** Drops records taken before the time; resolves when done. */
  abstract dropAppendedBefore(timeMs: number): Promise<void>;
}
