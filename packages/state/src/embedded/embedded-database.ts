import { VitrineError } from '@vitrine/contracts';
import type { LmdbRecords } from './lmdb-records.js';
import type { KeyBounds, RecordKey } from './record-key.js';
import type { Records } from './records.js';
import { WriteView } from './write-view.js';

interface WaitingStep {
  run(view: WriteView): void;
  resolve(): void;
  reject(error: unknown): void;
}

/** Work that every group of steps ends with, such as sweeping out what has expired. */
export type Housekeeping = (view: WriteView) => void;

/**
 * One writer over lmdb. Steps that come while a commit is under way form a group and share the next commit,
 * one after the other and each all-or-nothing; a step is done when its group is on the disk.
 */
export class EmbeddedDatabase implements Records {
  private waiting: WaitingStep[] = [];
  private drained: Promise<void> = Promise.resolve();
  private draining = false;
  private closed = false;

  constructor(private readonly records: LmdbRecords, private readonly housekeeping: Housekeeping, private readonly release: () => Promise<void>) {}

  get(key: RecordKey): Buffer | undefined {
    this.assertOpen();
    return this.records.get(key);
  }

  keys(prefix: RecordKey, bounds?: KeyBounds): Iterable<RecordKey> {
    this.assertOpen();
    return this.records.keys(prefix, bounds);
  }

  entries(prefix: RecordKey, bounds?: KeyBounds): Iterable<readonly [RecordKey, Buffer]> {
    this.assertOpen();
    return this.records.entries(prefix, bounds);
  }

  /**
   * Carries a step out and resolves with what it returned once that is on the disk. A step that throws changes nothing.
   * @throws VitrineError `state_unavailable` when the store is closed or its disk fails
   */
  async update<T>(step: (view: WriteView) => T): Promise<T> {
    this.assertOpen();
    let result: T;
    await new Promise<void>((resolve, reject) => {
      this.waiting.push({ run: (view) => { result = step(view); }, resolve, reject });
      if (!this.draining) this.drained = this.drain();
    });
    return result!;
  }

  /** Waits for the steps in hand; later calls are refused. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.drained;
    await this.records.flushed();
    await this.release();
  }

  assertOpen(): void {
    if (this.closed) throw new VitrineError('state_unavailable', 'the embedded state is closed');
  }

  private async drain(): Promise<void> {
    this.draining = true;
    let settled: Promise<void> = Promise.resolve();
    // Steps asked for in this turn of the event loop belong to the first group.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const group = this.waiting;
      this.waiting = [];
      ({ settled } = await this.commit(group));
    }
    this.draining = false;
    await settled;
  }

  /** Resolves when the group is visible, with a promise of its being on the disk. */
  private async commit(group: readonly WaitingStep[]): Promise<{ settled: Promise<void> }> {
    const changes = new WriteView(this.records);
    const done = group.filter((step) => succeeds(step, changes));
    try {
      this.housekeeping(changes);
      if (changes.changes().length > 0) await this.records.commit(changes);
      changes.committed();
    } catch (error) {
      for (const step of done) step.reject(unavailable(error));
      return { settled: Promise.resolve() };
    }
    return { settled: this.settle(done) };
  }

  private async settle(done: readonly WaitingStep[]): Promise<void> {
    try {
      await this.records.flushed();
      for (const step of done) step.resolve();
    } catch (error) {
      for (const step of done) step.reject(unavailable(error));
    }
  }
}

function succeeds(step: WaitingStep, changes: WriteView): boolean {
  try {
    changes.attempt((view) => step.run(view));
    return true;
  } catch (error) {
    step.reject(error);
    return false;
  }
}

function unavailable(cause: unknown): VitrineError {
  return new VitrineError('state_unavailable', 'the embedded state could not write to its disk', {}, cause);
}
