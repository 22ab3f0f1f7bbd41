import { VitrineError } from '@vitrine/contracts';
import type { LoggedRecord } from '../event-log.js';

/** Passes batches from a consumer to a reader, each taken before the next is offered. */
export class HandOver {
  private offered: { readonly records: readonly LoggedRecord[]; readonly taken: () => void } | null = null;
  private waiting: (() => void) | null = null;
  private over: { readonly error: unknown } | null = null;

  /** Resolves when the reader comes for more, or when nobody will. */
  async offer(records: readonly LoggedRecord[], signal: AbortSignal): Promise<void> {
    if (this.over !== null || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const taken = (): void => {
        signal.removeEventListener('abort', taken);
        resolve();
      };
      signal.addEventListener('abort', taken, { once: true });
      this.offered = { records, taken };
      this.waiting?.();
    });
  }

  /**
   * The next batch; empty when it is over.
   * @throws VitrineError `log_unavailable` when none comes in time
   */
  async take(withinMs: number): Promise<readonly LoggedRecord[]> {
    if (this.offered === null && this.over === null) await this.somethingNew(withinMs);
    if (this.over !== null) {
      if (this.over.error !== null) throw this.over.error;
      return [];
    }
    const { offered } = this;
    if (offered === null) throw new VitrineError('log_unavailable', `no record came within ${withinMs} ms`);
    this.offered = null;
    offered.taken();
    return offered.records;
  }

  /** Nothing more; with an error, the reader gets it. */
  fail(error: unknown): void {
    this.over ??= { error };
    this.offered?.taken();
    this.waiting?.();
  }

  private async somethingNew(withinMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.waiting = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.waiting = null;
  }
}
