import type { Partition } from '@vitrine/contracts';
import type { LoggedRecord, NewRecord } from '../event-log.js';
import { LogPartition } from './log-partition.js';
import { offsetRange, writeTogether, type LogStore } from './log-store.js';
import { decodeStored, encodeRecord, peekStored } from './record-codec.js';
import { WakeUp } from './wake-up.js';

const REMOVED_AT_ONCE = 1_000;

/** A partition in lmdb. Records and the partition's end are written in one transaction; readers see them once they are flushed. */
export class DiskPartition extends LogPartition {
  readonly appended = new WakeUp();
  readonly openedAt: number;
  private assigned: number;
  private flushed: number;

  constructor(private readonly store: LogStore, readonly partition: Partition) {
    super();
    this.assigned = store.ends.get([partition.topic, partition.partition]) ?? 0;
    this.flushed = this.assigned;
    this.openedAt = this.begin;
  }

  get begin(): number {
    const [first] = this.store.records.getKeys({ ...offsetRange(this.partition, 0, this.flushed), limit: 1 });
    return first?.[2] ?? this.flushed;
  }

  get end(): number {
    return this.flushed;
  }

  async append(records: readonly NewRecord[], appendedAtMs: number): Promise<number> {
    const { topic, partition } = this.partition;
    const first = this.assigned;
    const next = first + records.length;
    this.assigned = next;
    // Appends that come within one turn of the event loop share a transaction, and all that wait share a flush.
    await writeTogether(this.store.root, () => [
      ...records.map((record, index) => this.store.records.put([topic, partition, first + index], encodeRecord(record, appendedAtMs))),
      this.store.ends.put([topic, partition], next),
    ]);
    await this.store.root.flushed;
    this.flushed = Math.max(this.flushed, next);
    this.appended.wake();
    return first;
  }

  read(from: number, to: number, limit: number, maxBytes: number): LoggedRecord[] {
    const records: LoggedRecord[] = [];
    let bytes = 0;
    for (const { key, value } of this.store.records.getRange({ ...offsetRange(this.partition, from, Math.min(to, this.flushed)), limit })) {
      bytes += value.length;
      if (bytes > maxBytes && records.length > 0) break;
      const { appendedAtMs: _, ...record } = decodeStored(value);
      records.push({ ...record, position: { ...this.partition, offset: key[2] } });
    }
    return records;
  }

  async dropAppendedBefore(timeMs: number): Promise<void> {
    for (let old = this.takenBefore(timeMs); old.length > 0; old = this.takenBefore(timeMs)) await this.remove(old);
  }

  /** Removes records that a later one of the same key replaced, and tombstones taken before the time. */
  async compact(tombstonesBeforeMs: number): Promise<void> {
    const newest = new Map<string, number>();
    for await (const slice of this.slices()) for (const { offset, stored } of slice) newest.set(stored.key, offset);
    for await (const slice of this.slices()) {
      const needless = slice.filter(({ offset, stored }) => (newest.get(stored.key) ?? offset) > offset || (stored.tombstone && stored.appendedAtMs < tombstonesBeforeMs));
      if (needless.length > 0) await this.remove(needless.map(({ offset }) => offset));
    }
  }

  /** Every record's outline, a slice at a time, so that other work gets its turn. */
  private async *slices(): AsyncIterable<{ readonly offset: number; readonly stored: ReturnType<typeof peekStored> }[]> {
    const to = this.flushed;
    for (let from = 0; from < to; ) {
      const range = this.store.records.getRange({ ...offsetRange(this.partition, from, to), limit: REMOVED_AT_ONCE });
      const slice = Array.from(range, ({ key, value }) => ({ offset: key[2], stored: peekStored(value) }));
      if (slice.length > 0) yield slice;
      from = slice.length < REMOVED_AT_ONCE ? to : (slice.at(-1)?.offset ?? to) + 1;
      await new Promise((resolve) => { setImmediate(resolve); });
    }
  }

  private takenBefore(timeMs: number): number[] {
    const old: number[] = [];
    for (const { key, value } of this.store.records.getRange({ ...offsetRange(this.partition, 0, this.flushed), limit: REMOVED_AT_ONCE })) {
      if (peekStored(value).appendedAtMs >= timeMs) break;
      old.push(key[2]);
    }
    return old;
  }

  private async remove(offsets: readonly number[]): Promise<void> {
    const { topic, partition } = this.partition;
    await writeTogether(this.store.root, () => offsets.map((offset) => this.store.records.remove([topic, partition, offset])));
  }
}
