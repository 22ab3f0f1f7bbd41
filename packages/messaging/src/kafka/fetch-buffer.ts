import type { LoggedRecord } from '../event-log.js';

const FULL_RECORDS = 5_000;
const FULL_BYTES = 8 * 2 ** 20;

/** Records of one partition that were fetched and not dealt with, in order. */
export class FetchBuffer {
  private records: LoggedRecord[] = [];
  private bytes = 0;
  private wake: () => void = () => undefined;

  /** @param atLeast records to hold before it counts as full: enough for a batch and the next */
  constructor(private readonly atLeast: number) {}

  /** Enough is there; fetching should rest. */
  get full(): boolean {
    return this.records.length >= Math.max(this.atLeast, FULL_RECORDS) || this.bytes >= FULL_BYTES;
  }

  /** So little is left that fetching should go on. */
  get low(): boolean {
    return this.records.length < this.atLeast && this.bytes < FULL_BYTES / 2;
  }

  get length(): number {
    return this.records.length;
  }

  push(records: readonly LoggedRecord[]): void {
    for (const record of records) {
      this.records.push(record);
      this.bytes += record.value?.length ?? 0;
    }
    this.wake();
  }

  /** The first records, at most so many and at most so many bytes of values, but at least one if there is any. */
  first(count: number, maxBytes: number): LoggedRecord[] {
    let [bytes, taken] = [0, 0];
    for (const { value } of this.records) {
      bytes += value?.length ?? 0;
      if (taken === count || (taken > 0 && bytes > maxBytes)) break;
      taken += 1;
    }
    return this.records.slice(0, taken);
  }

  /** Forgets what lies before an offset. */
  dropBefore(offset: number): void {
    const kept = this.records.findIndex(({ position }) => position.offset >= offset);
    const dropped = this.records.splice(0, kept < 0 ? this.records.length : kept);
    for (const { value } of dropped) this.bytes -= value?.length ?? 0;
  }

  clear(): void {
    this.records = [];
    this.bytes = 0;
  }

  /** Resolves with the next push, after `ms`, or when aborted; which of them it was, the caller sees from the length. */
  async changed(signal: AbortSignal, ms?: number): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(() => done(), ms);
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.wake = done;
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
