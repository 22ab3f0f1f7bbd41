import type { AnyEvent, EventContract } from '@vitrine/contracts';
import type { ConsumedBatch, ReceivedEvent, Tombstone } from './consumed-batch.js';
import type { ConsumeHandler, ConsumeOptions } from './consumes.js';
import type { ConsumerObserver } from './consumer-observer.js';
import type { DeadLetterReason } from './dead-letters/dead-letter.js';
import type { DeadLetters } from './dead-letters/dead-letters.js';
import { isFor } from './dead-letters/replay.js';
import { decodeRecord, type DecodedRecord } from './decode-records.js';
import type { LoggedRecord, RecordBatch } from './event-log.js';
import { faultOf, namedPosition, reasonOf } from './handler-fault.js';
import { advance, type PartitionSession } from './partition-session.js';

/** Deals with one batch of records; after a failure `next` tells how far it came. */
export class BatchRun<E extends AnyEvent> {
  private readonly records: readonly LoggedRecord[];
  private readonly end: number;

  constructor(
    private readonly contract: EventContract<E>,
    private readonly position: Required<ConsumeOptions>['position'],
    private readonly handler: ConsumeHandler<E>,
    private readonly batch: RecordBatch,
    private readonly session: PartitionSession,
    private readonly outlets: { readonly deadLetters: DeadLetters; readonly observer: ConsumerObserver },
  ) {
    this.records = batch.records;
    this.end = (batch.records.at(-1)?.position.offset ?? -1) + 1;
  }

  /** First offset not dealt with. */
  get next(): number {
    const first = this.records[0]?.position.offset ?? 0;
    return Math.min(this.session.next ?? first, this.end);
  }

  async process(): Promise<void> {
    // A log without watermark that goes back does so on purpose (offsets reset), so nothing of it is left out.
    if (this.position === 'log') this.session.next = this.records[0]?.position.offset ?? null;
    const watermark = this.session.next ?? 0;
    const fresh = this.records.filter(({ position }) => position.offset >= watermark);
    if (fresh.length < this.records.length) this.outlets.observer.droppedBelowWatermark(this.batch.source, this.records.length - fresh.length);
    if (fresh.length === 0) return;
    const decoded = fresh.filter((record) => isFor(record, this.batch.source.group)).map((record) => decodeRecord(this.contract, record));
    for (const item of decoded) {
      if (item.kind === 'poison') await this.putAside(item.record, item.reason);
    }
    await this.deliver(decoded, this.end);
  }

  /** Delivers a stretch of records up to `end`; records at fault are put aside and the rest delivered again. */
  private async deliver(stretch: readonly DecodedRecord<E>[], end: number): Promise<void> {
    for (;;) {
      const good = stretch.filter((item) => item.kind !== 'poison' && !this.session.putAside.has(item.record.position.offset));
      try {
        await this.call(good, end);
        advance(this.session, end);
        return;
      } catch (error) {
        const culprit = culpritOf(error, good);
        if (culprit !== undefined) await this.putAside(culprit.record, reasonOf(error));
        else if (faultOf(error) === 'record' && good.length > 1) return this.deliverSingly(good, end);
        else throw error;
      }
    }
  }

  private async deliverSingly(items: readonly DecodedRecord<E>[], end: number): Promise<void> {
    for (const [index, item] of items.entries()) {
      await this.deliver([item], items[index + 1]?.record.position.offset ?? end);
    }
  }

  private async call(items: readonly DecodedRecord<E>[], next: number): Promise<void> {
    // With its position in the state an empty batch still moves the watermark past what was put aside.
    if (items.length === 0 && this.position === 'log') return;
    const { source, signal } = this.batch;
    const events: ReceivedEvent<E>[] = [];
    const tombstones: Tombstone[] = [];
    for (const item of items) {
      if (item.kind === 'event') events.push(item.received);
      if (item.kind === 'tombstone') tombstones.push(item.tombstone);
    }
    const first = this.session.next ?? this.records[0]?.position.offset ?? 0;
    const consumed: ConsumedBatch<E> = { source, events, tombstones, step: { source, epoch: this.session.claim?.epoch ?? 0, first, next }, signal };
    await this.handler(consumed);
    this.outlets.observer.consumed(source, events.length);
  }

  private async putAside(record: LoggedRecord, reason: DeadLetterReason): Promise<void> {
    if (this.session.putAside.has(record.position.offset)) return;
    await this.outlets.deadLetters.publish(this.batch.source, record, reason);
    this.session.putAside.add(record.position.offset);
    this.outlets.observer.deadLettered(this.batch.source, reason.code);
  }
}

/** The record an error is about: the one it names, or the only one there is. */
function culpritOf<E extends AnyEvent>(error: unknown, items: readonly DecodedRecord<E>[]): DecodedRecord<E> | undefined {
  const fault = faultOf(error);
  if (fault === 'poison') return items.find(({ record }) => record.position.offset === namedPosition(error)?.offset);
  return fault === 'record' && items.length === 1 ? items[0] : undefined;
}
