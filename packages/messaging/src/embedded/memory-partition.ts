import type { Partition } from '@vitrine/contracts';
import type { LoggedRecord, NewRecord } from '../event-log.js';
import { LogPartition } from './log-partition.js';
import { writeTogether, type LogStore } from './log-store.js';
import { WakeUp } from './wake-up.js';

/** How much a topic may hold in memory; the oldest records make room. */
export interface MemoryLimits {
  /** Bytes of values of all partitions of a topic; default 64 MiB. */
  readonly maxBytes: number;
  /** Records of all partitions of a topic; default 4,096. */
  readonly maxRecords: number;
}

const RESERVED_AT_ONCE = 10_000;

interface Held {
  readonly record: LoggedRecord;
  readonly appendedAtMs: number;
}

/**
 * A partition that never reaches the disk. Its offsets still grow over restarts, because ids are derived from them:
 * they are reserved on the disk in blocks, and what is left of a block is skipped after a restart.
 */
export class MemoryPartition extends LogPartition {
  readonly appended = new WakeUp();
  readonly openedAt: number;
  private held: Held[] = [];
  private next: number;
  private reserved: number;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly store: LogStore, readonly partition: Partition, private readonly room: MemoryRoom) {
    super();
    this.next = store.ends.get([partition.topic, partition.partition]) ?? 0;
    this.reserved = this.next;
    this.openedAt = this.next;
    room.partitions.push(this);
  }

  get begin(): number {
    return this.held[0]?.record.position.offset ?? this.next;
  }

  get end(): number {
    return this.next;
  }

  /** When the oldest record was taken; null when there is none. */
  get oldestAtMs(): number | null {
    return this.held[0]?.appendedAtMs ?? null;
  }

  async append(records: readonly NewRecord[], appendedAtMs: number): Promise<number> {
    const mine = this.turn.then(() => this.take(records, appendedAtMs));
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  read(from: number, to: number, limit: number, maxBytes: number): LoggedRecord[] {
    const start = Math.max(0, from - this.begin);
    const records: LoggedRecord[] = [];
    let bytes = 0;
    for (const { record } of this.held.slice(start, Math.min(start + limit, Math.max(start, to - this.begin)))) {
      bytes += record.value?.length ?? 0;
      if (bytes > maxBytes && records.length > 0) break;
      records.push(record);
    }
    return records;
  }

  async dropAppendedBefore(timeMs: number): Promise<void> {
    while (this.oldestAtMs !== null && this.oldestAtMs < timeMs) this.evictOldest();
  }

  evictOldest(): void {
    const evicted = this.held.shift();
    if (evicted !== undefined) this.room.release(evicted.record.value?.length ?? 0);
  }

  private async take(records: readonly NewRecord[], appendedAtMs: number): Promise<number> {
    await this.reserve(this.next + records.length);
    const first = this.next;
    for (const { key, value, timeMs, headers = {} } of records) {
      this.held.push({ appendedAtMs, record: { key, value, timeMs, headers, position: { ...this.partition, offset: this.next } } });
      this.next += 1;
      this.room.claim(value?.length ?? 0);
    }
    this.appended.wake();
    return first;
  }

  private async reserve(upTo: number): Promise<void> {
    if (upTo <= this.reserved) return;
    const reserved = upTo + RESERVED_AT_ONCE;
    await writeTogether(this.store.root, () => [this.store.ends.put([this.partition.topic, this.partition.partition], reserved)]);
    this.reserved = reserved;
  }
}

/** The memory that the partitions of one topic share. */
export class MemoryRoom {
  readonly partitions: MemoryPartition[] = [];
  private bytes = 0;
  private records = 0;

  constructor(private readonly limits: MemoryLimits) {}

  claim(bytes: number): void {
    this.bytes += bytes;
    this.records += 1;
    while ((this.bytes > this.limits.maxBytes || this.records > this.limits.maxRecords) && this.records > 1) this.oldest()?.evictOldest();
  }

  release(bytes: number): void {
    this.bytes -= bytes;
    this.records -= 1;
  }

  private oldest(): MemoryPartition | undefined {
    const filled = this.partitions.filter(({ oldestAtMs }) => oldestAtMs !== null);
    return filled.toSorted((a, b) => (a.oldestAtMs ?? 0) - (b.oldestAtMs ?? 0))[0];
  }
}
