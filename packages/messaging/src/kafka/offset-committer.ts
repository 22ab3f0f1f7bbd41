import { partitionKey, type ConsumedPartition } from '@vitrine/contracts';

/** An offset as the client commits it. */
export interface CommitRequest {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** Commits the group's offsets, one request at a time; what comes meanwhile goes together with the next. */
export class OffsetCommitter {
  private pending = new Map<string, CommitRequest>();
  private working: Promise<void> | null = null;

  constructor(private readonly send: (offsets: CommitRequest[]) => Promise<void>) {}

  /** First offset not dealt with. */
  commit({ topic, partition }: ConsumedPartition, next: number): void {
    this.pending.set(partitionKey({ topic, partition }), { topic, partition, offset: String(next) });
    this.working ??= this.work();
  }

  /** Resolves when nothing is left to commit or the attempt has failed. */
  async settled(): Promise<void> {
    await this.working;
  }

  get idle(): boolean {
    return this.working === null;
  }

  /** Forgets what was not sent: the partitions may be another's now. */
  reset(): void {
    this.pending.clear();
  }

  private async work(): Promise<void> {
    while (this.pending.size > 0) {
      const offsets = [...this.pending.values()];
      this.pending.clear();
      try {
        await this.send(offsets);
      } catch {
        // The client has tried for seconds. A later batch commits further; if none comes, the next owner gets these records again.
      }
    }
    this.working = null;
  }
}
