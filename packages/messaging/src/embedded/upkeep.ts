import { DiskPartition } from './disk-partition.js';
import type { Topic } from './topic-registry.js';

/** A consumer that is behind for less than this still sees that a key was forgotten (as Kafka's delete.retention.ms). */
const TOMBSTONES_KEPT_MS = 86_400_000;
/** Appends to a compacted partition that make another pass worth while. */
const WORTH_COMPACTING = 1_000;

/** Retention by time and compaction, a pass at a time. */
export class Upkeep {
  private readonly compactedAt = new WeakMap<DiskPartition, number>();
  private running: Promise<void> | null = null;
  private stopping = false;

  constructor(private readonly topics: () => readonly Topic[], private readonly nowMs: () => number) {}

  /** One pass over every topic; a pass that is under way is shared. */
  pass(): Promise<void> {
    this.running ??= this.sweep().finally(() => { this.running = null; });
    return this.running;
  }

  /** Ends the pass under way after the partition in hand. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.running?.catch(() => undefined);
  }

  private async sweep(): Promise<void> {
    for (const { settings, partitions } of this.topics()) {
      for (const partition of partitions) {
        if (this.stopping) return;
        if (settings.cleanup === 'compact' && partition instanceof DiskPartition) await this.compact(partition);
        if (settings.cleanup === 'delete' && settings.retentionMs >= 0) await partition.dropAppendedBefore(this.nowMs() - settings.retentionMs);
      }
    }
  }

  private async compact(partition: DiskPartition): Promise<void> {
    const { end } = partition;
    const before = this.compactedAt.get(partition);
    if (before !== undefined && end - before < WORTH_COMPACTING) return;
    this.compactedAt.set(partition, end);
    await partition.compact(this.nowMs() - TOMBSTONES_KEPT_MS);
  }
}
