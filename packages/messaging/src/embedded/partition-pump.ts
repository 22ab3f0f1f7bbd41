import { partitionKey, VitrineError, type ConsumedPartition } from '@vitrine/contracts';
import { Backoff } from '../backoff.js';
import type { BatchHandler, LoggedRecord, Subscription } from '../event-log.js';
import type { GroupOffsets } from './group-offsets.js';
import type { LogPartition } from './log-partition.js';
import { pause } from './wake-up.js';

/** Values of one batch, so that a batch of pictures does not fill the memory. */
const MAX_BATCH_BYTES = 16 * 2 ** 20;

/** What a pump needs from the log. */
export interface PumpSurroundings {
  readonly offsets: GroupOffsets;
  readonly random: () => number;
  /** Told of records that were gone before the group had read them. */
  readonly onEvicted: (source: ConsumedPartition, records: number) => void;
}

/** Delivers one partition to its owner, batch after batch, until stopped. */
export class PartitionPump {
  /** Settles when the last batch is dealt with; rejects when the partition cannot be delivered at all. */
  readonly finished: Promise<void>;
  private readonly stopping = new AbortController();
  private readonly backoff: Backoff;

  constructor(
    readonly source: ConsumedPartition,
    readonly log: LogPartition,
    private readonly subscription: Subscription,
    private readonly handler: BatchHandler,
    private readonly surroundings: PumpSurroundings,
    predecessor: Promise<void> = Promise.resolve(),
  ) {
    this.backoff = new Backoff({ random: surroundings.random });
    // A batch of an earlier pump must be over before the next of its partition.
    this.finished = predecessor.catch(() => undefined).then(() => this.run());
    // Whoever waits for it sees the rejection; until then it must not end the process.
    this.finished.catch(() => undefined);
  }

  /** Aborts the batch in hand; `finished` tells when it is over. */
  stop(): void {
    this.stopping.abort();
  }

  private get signal(): AbortSignal {
    return this.stopping.signal;
  }

  private async run(): Promise<void> {
    let position = await this.begin();
    while (!this.signal.aborted) {
      position = this.skipEvicted(position);
      await this.filled(position);
      if (this.signal.aborted) return;
      const end = this.log.end;
      position = this.skipEvicted(position);
      const records = this.log.read(position, end, this.subscription.maxItems, MAX_BATCH_BYTES);
      position = records.length === 0 ? end : await this.deliver(records);
      // Handlers that never wait for anything must not keep other work from its turn.
      await new Promise((resolve) => { setImmediate(resolve); });
    }
  }

  private async begin(): Promise<number> {
    const wanted = await this.wanted();
    if (this.signal.aborted) return 0;
    if (wanted !== null && wanted > this.log.end) {
      throw new VitrineError('invalid_configuration', `group ${this.source.group} wants ${partitionKey(this.source)} from ${wanted}, but the log ends at ${this.log.end}: state and log are not of the same data`, { ...this.source });
    }
    const known = wanted ?? this.surroundings.offsets.committed(this.source);
    // Nothing consumed yet is nothing missed, so a group that starts at zero starts at the first record there is.
    if (known !== null) return known === 0 ? this.log.begin : Math.max(known, this.log.openedAt);
    const start = this.subscription.from === 'earliest' ? this.log.begin : this.log.end;
    this.commit(start);
    return start;
  }

  private async wanted(): Promise<number | null> {
    while (!this.signal.aborted && this.subscription.resumeFrom !== undefined) {
      try {
        const wanted = await this.subscription.resumeFrom(this.source);
        this.backoff.reset();
        return wanted;
      } catch {
        await pause(this.backoff.next(), this.signal);
      }
    }
    return null;
  }

  private skipEvicted(position: number): number {
    const { begin } = this.log;
    if (begin <= position) return position;
    this.surroundings.onEvicted(this.source, begin - position);
    return begin;
  }

  /** Waits for a record, then, up to `maxWaitMs`, for a full batch. */
  private async filled(position: number): Promise<void> {
    while (!this.signal.aborted && this.log.end <= position) await this.log.appended.sleep(this.signal);
    const { maxItems, maxWaitMs } = this.subscription;
    const until = performance.now() + maxWaitMs;
    for (let left = maxWaitMs; left > 0 && !this.signal.aborted && this.log.end - position < maxItems; left = until - performance.now()) {
      await this.log.appended.sleep(this.signal, left);
    }
  }

  private async deliver(records: readonly LoggedRecord[]): Promise<number> {
    const first = records[0]?.position.offset ?? 0;
    const last = records.at(-1)?.position.offset ?? first;
    try {
      const result = await this.handler({ source: this.source, records, signal: this.signal });
      const next = Math.min(result.next, last + 1);
      this.commit(next);
      this.backoff.reset();
      if (result.pauseMs !== undefined) await pause(result.pauseMs, this.signal);
      return next;
    } catch {
      await pause(this.backoff.next(), this.signal);
      return first;
    }
  }

  private commit(next: number): void {
    if (this.subscription.ephemeral === true) this.surroundings.offsets.remember(this.source, next);
    else this.surroundings.offsets.commit(this.source, next);
  }
}
