import { VitrineError } from '@vitrine/contracts';

/** One piece of work and its caller. */
export interface PooledJob<Input, Output> {
  readonly input: Input;
  readonly resolve: (output: Output) => void;
  readonly reject: (error: unknown) => void;
  /** Set once a thread died with it: it is tried again by itself, so that it can take nothing else down. */
  retried: boolean;
}

/** Waiting work of every caller, in order, bounded; gives it out in batches. */
export class MicroBatches<Input, Output> {
  private readonly waiting: PooledJob<Input, Output>[] = [];
  private readonly again: PooledJob<Input, Output>[] = [];

  constructor(
    private readonly maxBatch: number,
    private readonly maxQueued: number,
  ) {}

  get size(): number {
    return this.waiting.length + this.again.length;
  }

  /** Whether a batch can go without waiting for more. */
  get full(): boolean {
    return this.again.length > 0 || this.waiting.length >= this.maxBatch;
  }

  /** Whether a whole batch more is waiting, and nothing that must go alone. */
  get backlog(): boolean {
    return this.again.length === 0 && this.waiting.length >= this.maxBatch;
  }

  /** @throws VitrineError `overloaded` when not all of them fit; then none was taken */
  add(jobs: readonly PooledJob<Input, Output>[]): void {
    if (this.size + jobs.length > this.maxQueued) {
      throw new VitrineError('overloaded', `${this.size} pictures are waiting, at most ${this.maxQueued} may`, { queued: this.size, limit: this.maxQueued });
    }
    this.waiting.push(...jobs);
  }

  /** Puts work of a dead thread back, ahead of everything else. */
  retry(job: PooledJob<Input, Output>): void {
    job.retried = true;
    this.again.push(job);
  }

  /** Puts back what was given out and never begun, at its old place. */
  putBack(jobs: readonly PooledJob<Input, Output>[]): void {
    this.waiting.unshift(...jobs);
  }

  /** The next batch, taken out; empty when nothing waits. */
  take(): PooledJob<Input, Output>[] {
    const alone = this.again.shift();
    return alone === undefined ? this.waiting.splice(0, this.maxBatch) : [alone];
  }

  /** Takes single work out again, if it has not been given out. */
  drop(job: PooledJob<Input, Output>): void {
    for (const list of [this.waiting, this.again]) {
      const at = list.indexOf(job);
      if (at >= 0) list.splice(at, 1);
    }
  }

  /** Takes everything out. */
  drain(): PooledJob<Input, Output>[] {
    return [...this.again.splice(0), ...this.waiting.splice(0)];
  }
}
