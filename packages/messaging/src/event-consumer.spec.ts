import { StockChanged, VitrineError, type ChainId, type ConsumedPartition, type EventId, type Sku, type StoreId } from '@vitrine/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ConsumedBatch } from './consumed-batch.js';
import { ConsumerObserver } from './consumer-observer.js';
import type { ConsumeHandler, ConsumeOptions } from './consumes.js';
import { EventConsumer } from './event-consumer.js';
import { EventLog, type BatchHandler, type BatchResult, type LogConsumer, type LoggedRecord, type NewRecord, type Subscription } from './event-log.js';
import { Positions, type Claim } from './positions.js';

const SOURCE: ConsumedPartition = { group: 'g', topic: StockChanged.topic.name, partition: 0 };

/** A log whose deliveries the test makes itself. */
class HandFedLog extends EventLog {
  appended: NewRecord[] = [];
  refusesAppends = false;
  subscription: Subscription | null = null;
  startedAnew = 0;
  private handler: BatchHandler | null = null;

  async subscribe(subscription: Subscription, handler: BatchHandler): Promise<LogConsumer> {
    this.subscription = subscription;
    this.handler = handler;
    return { assignment: () => [], stopped: Promise.resolve(), resumeAnew: () => { this.startedAnew += 1; }, close: async () => undefined };
  }
  assign(): Promise<number | null> | undefined { return this.subscription?.resumeFrom?.(SOURCE); }
  async deliver(records: readonly LoggedRecord[], signal = new AbortController().signal): Promise<BatchResult | undefined> {
    return this.handler?.({ source: SOURCE, records, signal });
  }
  async append(topic: string, records: readonly NewRecord[]) {
    if (this.refusesAppends) throw new VitrineError('log_unavailable', 'down');
    this.appended.push(...records);
    return records.map((_, offset) => ({ topic, partition: 0, offset }));
  }
  async ensureTopics(): Promise<void> { return; }
  async *read(): AsyncIterable<LoggedRecord> { yield* []; }
  async ends() { return []; }
  async lag() { return []; }
  async check(): Promise<void> { return; }
  async close(): Promise<void> { return; }
}

class GivenPositions extends Positions {
  claims: Claim[] = [];
  reset: () => void = () => undefined;
  async claim(): Promise<Claim> {
    const claim = this.claims.shift();
    if (claim === undefined) throw new VitrineError('state_unavailable', 'down');
    return claim;
  }
  onReset(listener: () => void): () => void {
    this.reset = listener;
    return () => { this.reset = () => undefined; };
  }
}

class Counting extends ConsumerObserver {
  readonly counts: Record<string, number> = {};
  consumed(_source: ConsumedPartition, events: number): void { this.add('consumed', events); }
  deadLettered(): void { this.add('deadLettered', 1); }
  retried(): void { this.add('retried', 1); }
  fenced(): void { this.add('fenced', 1); }
  droppedBelowWatermark(_source: ConsumedPartition, records: number): void { this.add('dropped', records); }
  private add(what: string, by: number): void { this.counts[what] = (this.counts[what] ?? 0) + by; }
}

const record = (offset: number, value: Buffer | null = StockChanged.encode({
  eventId: `e${offset}` as EventId, chainId: 'c' as ChainId, storeId: 's' as StoreId, sku: 'k' as Sku, countedAtMs: 0, onHandMilli: offset,
})): LoggedRecord => ({ key: 's:k', value, headers: {}, timeMs: 0, position: { topic: SOURCE.topic, partition: 0, offset } });
const poison = (offset: number): LoggedRecord => record(offset, Buffer.from('not avro'));

describe('EventConsumer', () => {
  let log: HandFedLog;
  let positions: GivenPositions;
  let observer: Counting;
  let batches: ConsumedBatch<StockChanged>[];
  beforeEach(() => {
    log = new HandFedLog();
    positions = new GivenPositions();
    observer = new Counting();
    batches = [];
  });
  const start = (handler: ConsumeHandler<StockChanged> = async () => undefined, options: Partial<ConsumeOptions> = {}) => EventConsumer.start(
    { log, positions, observer, random: () => 1 }, StockChanged, { group: 'g', maxItems: 10, maxWaitMs: 5, position: 'state', from: 'earliest', ...options },
    async (batch) => { batches.push(batch); await handler(batch); },
  );
  const offsets = () => batches.map(({ events }) => events.map(({ position }) => position.offset));

  it('starts a partition of which the state knows nothing at its beginning, whatever the group committed', async () => {
    await start();
    positions.claims = [{ epoch: 1, next: null }];
    expect(await log.assign()).toBe(0);
  });

  it('leaves it to the group’s offset where only the latest is wanted', async () => {
    await start(undefined, { from: 'latest' });
    positions.claims = [{ epoch: 1, next: null }];
    expect(await log.assign()).toBeNull();
  });

  it('asks no state where the position is in the log', async () => {
    await start(undefined, { position: 'log' });
    expect(log.subscription?.resumeFrom).toBeUndefined();
    expect(await log.deliver([record(3), record(5)])).toEqual({ next: 6 });
    expect(await log.deliver([record(3)])).toEqual({ next: 4 });
    expect(offsets()).toEqual([[3, 5], [3]]);
    expect(observer.counts).toEqual({ consumed: 3 });
  });

  it('drops what lies below the watermark', async () => {
    await start();
    positions.claims = [{ epoch: 4, next: 2 }];
    await log.assign();
    expect(await log.deliver([record(0), record(1), record(2), record(3)])).toEqual({ next: 4 });
    expect(await log.deliver([record(2), record(3)])).toEqual({ next: 4 });
    expect(offsets()).toEqual([[2, 3]]);
    expect(batches[0]?.step).toEqual({ source: SOURCE, epoch: 4, first: 2, next: 4 });
    expect(observer.counts).toEqual({ consumed: 2, dropped: 4 });
  });

  it('puts a poison record aside once, however often its batch is delivered, and moves the step past it', async () => {
    let down = true;
    await start(async () => { if (down) throw new VitrineError('state_unavailable', 'down'); });
    positions.claims = [1, 2, 3].map((epoch) => ({ epoch, next: 0 }));
    await log.assign();
    expect(await log.deliver([poison(0), record(1)])).toEqual({ next: 0, pauseMs: 100 });
    expect(await log.deliver([poison(0), record(1)])).toEqual({ next: 0, pauseMs: 200 });
    down = false;
    expect(await log.deliver([poison(0), record(1)])).toEqual({ next: 2 });
    expect(log.appended).toHaveLength(1);
    expect(batches.at(-1)?.step).toMatchObject({ first: 0, next: 2 });
  });

  it('commits an empty step where everything was poison, so that the watermark passes it', async () => {
    await start();
    positions.claims = [{ epoch: 1, next: 0 }];
    await log.assign();
    expect(await log.deliver([poison(0), record(1, null)])).toMatchObject({ next: 2 });
    expect(batches.map(({ events, tombstones, step }) => [events.length, tombstones.length, step.next])).toEqual([[0, 1, 2]]);
  });

  it('does not move on while the dead letter is not acknowledged', async () => {
    await start();
    positions.claims = [{ epoch: 1, next: 0 }];
    await log.assign();
    log.refusesAppends = true;
    expect(await log.deliver([poison(0), record(1)])).toEqual({ next: 0, pauseMs: 100 });
    expect(batches).toEqual([]);
    expect(observer.counts).toEqual({ retried: 1 });
  });

  it('goes back to the watermark after it was fenced, and tries to claim until the state answers', async () => {
    let fencedOnce = false;
    await start(async ({ step }) => {
      if (!fencedOnce && step.first === 6) { fencedOnce = true; throw new VitrineError('fenced', 'another worker'); }
    });
    positions.claims = [{ epoch: 1, next: 4 }];
    await log.assign();
    await log.deliver([record(4), record(5)]);
    expect(await log.deliver([record(6)])).toEqual({ next: 6, pauseMs: 100 });
    expect(await log.deliver([record(6)])).toEqual({ next: 6, pauseMs: 200 });
    positions.claims = [{ epoch: 3, next: 4 }];
    expect(await log.deliver([record(6)])).toEqual({ next: 4 });
    expect(await log.deliver([record(4), record(5), record(6)])).toEqual({ next: 7 });
    expect(batches.at(-1)?.step).toMatchObject({ epoch: 3, first: 4, next: 7 });
    expect(observer.counts).toEqual({ consumed: 5, fenced: 1, retried: 1 });
  });

  it('goes back to the beginning when it fails before a handler that commits late has committed anything', async () => {
    let failedOnce = false;
    await start(async ({ step }) => {
      if (!failedOnce && step.first === 2) { failedOnce = true; throw new VitrineError('state_unavailable', 'down'); }
    });
    positions.claims = [{ epoch: 1, next: null }, { epoch: 2, next: null }];
    await log.assign();
    await log.deliver([record(0), record(1)]);
    expect(await log.deliver([record(2)])).toEqual({ next: 2, pauseMs: 100 });
    expect(await log.deliver([record(2)])).toEqual({ next: 0 });
    await log.deliver([record(0), record(1), record(2)]);
    expect(batches.at(-1)?.step).toMatchObject({ epoch: 2, first: 0, next: 3 });
  });

  it('asks the state how far it is after a commit whose reply was lost, so that a larger redelivery loses nothing', async () => {
    const applied: number[] = [];
    let replyIsLost = true;
    await start(async ({ events }) => {
      applied.push(...events.map(({ position }) => position.offset));
      if (replyIsLost) { replyIsLost = false; throw new VitrineError('state_unavailable', 'no reply'); }
    });
    positions.claims = [{ epoch: 1, next: 0 }, { epoch: 2, next: 2 }];
    await log.assign();
    expect(await log.deliver([record(0), record(1)])).toEqual({ next: 0, pauseMs: 100 });
    expect(await log.deliver([record(0), record(1), record(2), record(3)])).toEqual({ next: 4 });
    expect(applied).toEqual([0, 1, 2, 3]);
    expect(batches.at(-1)?.step).toMatchObject({ epoch: 2, first: 2, next: 4 });
  });

  it('never takes a fault of the platform for a fault of the record', async () => {
    for (const error of [new VitrineError('model_invalid', 'no model'), new VitrineError('invalid_configuration', 'x'), new TypeError('a bug')]) {
      positions.claims = [{ epoch: 1, next: 1 }];
      await start(async () => { throw error; });
      expect(await log.deliver([record(1)])).toMatchObject({ next: 1, pauseMs: expect.any(Number) });
    }
    expect(log.appended).toEqual([]);
  });

  it('says nothing of a failure after the partition was lost', async () => {
    const lost = new AbortController();
    await start(async () => { lost.abort(); throw new Error('aborted'); });
    positions.claims = [{ epoch: 1, next: 0 }];
    await log.assign();
    expect(await log.deliver([record(0)], lost.signal)).toEqual({ next: 0 });
    expect(observer.counts).toEqual({});
  });
});
