import { setTimeout as delay } from 'node:timers/promises';
import { VitrineError, type ConsumedPartition } from '@vitrine/contracts';
import { Backoff } from '../backoff.js';
import type { BatchHandler, LoggedRecord, Subscription } from '../event-log.js';
import { FetchBuffer } from './fetch-buffer.js';

/** Values of one batch, so that a batch of pictures does not fill the memory. */
const MAX_BATCH_BYTES = 16 * 2 ** 20;

/** What an assigned partition asks of its consumer. */
export interface PartitionControl {
  /** First offset to deliver, given what the state wants; rejects with a `VitrineError` that is not retriable when there can be none. */
  start(source: ConsumedPartition, wanted: number | null): Promise<number>;
  seek(source: ConsumedPartition, offset: number): void;
  pause(source: ConsumedPartition): void;
  resume(source: ConsumedPartition): void;
  commit(source: ConsumedPartition, next: number): void;
}

/**
 * One partition from its assignment until the group's next generation. Fetching goes on while a batch is in hand, so a slow partition
 * holds up no other; it rests while the buffer is full.
 */
export class AssignedPartition {
  /** Settles when no batch is in hand and none will be; rejects when the partition cannot be delivered at all. */
  readonly finished: Promise<void>;
  private readonly buffer: FetchBuffer;
  private readonly backoff: Backoff;
  /** No further batch. */
  private readonly retiring = new AbortController();
  /** The batch in hand is void. */
  private readonly losing = new AbortController();
  private position = -1;
  private resting = true;
  private ended = false;

  constructor(
    readonly source: ConsumedPartition,
    private readonly subscription: Subscription,
    private readonly handler: BatchHandler,
    private readonly control: PartitionControl,
    surroundings: { readonly predecessor: Promise<void>; readonly random: () => number },
  ) {
    this.buffer = new FetchBuffer(2 * subscription.maxItems);
    this.backoff = new Backoff({ random: surroundings.random });
    control.pause(source);
    this.finished = this.run(surroundings.predecessor).finally(() => { this.ended = true; });
    this.finished.catch(() => undefined);
  }

  /** Whether `finished` has settled. */
  get over(): boolean {
    return this.ended;
  }

  /** Whether fetched records are wanted now; what comes otherwise was asked for before the partition's start was known. */
  get accepting(): boolean {
    return this.position >= 0 && !this.retiring.signal.aborted;
  }

  /** Takes fetched records over. */
  take(records: readonly LoggedRecord[]): void {
    this.buffer.push(records.filter(({ position }) => position.offset >= this.position));
    if (this.buffer.full) this.rest(true);
  }

  /** No batch after the one in hand. */
  retire(): void {
    this.retiring.abort();
  }

  /** As retire, and the batch in hand is void. */
  lose(): void {
    this.retiring.abort();
    this.losing.abort();
  }

  private async run(predecessor: Promise<void>): Promise<void> {
    // A batch that outlived the last generation must be over before the next of its partition.
    await predecessor.catch(() => undefined);
    const start = await this.begin();
    if (start === null) return;
    this.position = start;
    this.control.seek(this.source, start);
    this.rest(false);
    while (!this.retiring.signal.aborted) {
      await this.filled();
      if (this.retiring.signal.aborted) return;
      await this.deliver(this.buffer.first(this.subscription.maxItems, MAX_BATCH_BYTES));
    }
  }

  private async begin(): Promise<number | null> {
    while (!this.retiring.signal.aborted) {
      try {
        const wanted = (await this.subscription.resumeFrom?.(this.source)) ?? null;
        const start = await this.control.start(this.source, wanted);
        this.backoff.reset();
        // Given up meanwhile: the place it would move belongs to another ownership by now.
        return this.retiring.signal.aborted ? null : start;
      } catch (error) {
        if (error instanceof VitrineError && error.code === 'invalid_configuration') throw error;
        await this.wait(this.backoff.next());
      }
    }
    return null;
  }

  /** Waits for a record, then, up to `maxWaitMs`, for a full batch. */
  private async filled(): Promise<void> {
    const { signal } = this.retiring;
    const { maxItems, maxWaitMs } = this.subscription;
    while (this.buffer.length === 0 && !signal.aborted) await this.buffer.changed(signal);
    const until = performance.now() + maxWaitMs;
    for (let left = maxWaitMs; left > 0 && this.buffer.length < maxItems && !signal.aborted; left = until - performance.now()) {
      await this.buffer.changed(signal, left);
    }
  }

  private async deliver(records: readonly LoggedRecord[]): Promise<void> {
    const last = records.at(-1)?.position.offset ?? this.position;
    try {
      const result = await this.handler({ source: this.source, records, signal: this.losing.signal });
      this.moveTo(Math.min(result.next, last + 1), records[0]?.position.offset ?? this.position);
      this.backoff.reset();
      if (result.pauseMs !== undefined) await this.wait(result.pauseMs);
    } catch {
      await this.wait(this.backoff.next());
    }
  }

  private moveTo(next: number, first: number): void {
    this.position = next;
    if (next < first) {
      this.buffer.clear();
      if (!this.retiring.signal.aborted) this.control.seek(this.source, next);
    } else {
      this.buffer.dropBefore(next);
    }
    this.control.commit(this.source, next);
    if (this.resting && this.buffer.low && !this.retiring.signal.aborted) this.rest(false);
  }

  private rest(resting: boolean): void {
    this.resting = resting;
    if (resting) this.control.pause(this.source);
    else this.control.resume(this.source);
  }

  private async wait(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.retiring.signal }).catch(() => undefined);
  }
}
