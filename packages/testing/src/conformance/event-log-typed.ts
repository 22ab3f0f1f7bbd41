import { partitionKey, VitrineError, type ConsumedPartition, type ErrorCode } from '@vitrine/contracts';
import {
  ConsumerObserver, DeadLetterDesk, DeadLetters, EventConsumer, EventPublisher, PoisonEventError, Positions,
  type Claim, type ConsumedBatch, type ConsumedStep, type ConsumeHandler, type ConsumeOptions, type DeadLetter, type EventLog, type RunningConsumer,
} from '@vitrine/messaging';
import type { StockChanged } from '@vitrine/contracts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aStockCount, LogBench } from './log-bench.js';
import { count, PATIENCE, TIMEOUT_MS } from './patience.js';

/** What `EventConsumer` promises, over this log. */
export function describeTypedConsumers(log: () => EventLog): void {
  describe('typed consumers', { timeout: TIMEOUT_MS }, () => {
    let desk: ConsumerDesk;
    afterEach(() => desk.clear());

    it('put a record that does not decode aside with its raw bytes, and go on', async () => {
      desk = await ConsumerDesk.on(log());
      await desk.publish(0, 1);
      const bytes = Buffer.from([0, 0, 0, 255, 255, 1, 2, 3]);
      await desk.bench.append({ key: 'store-1:sku-1', value: bytes, timeMs: 5, headers: { 'event-id': 'bad' } });
      await desk.publish(2);
      const seen = await desk.consume();
      await vi.waitFor(() => { expect(seen).toEqual([0, 1, 2]); }, PATIENCE);
      const [letter, ...others] = await desk.deadLetters();
      expect(others).toEqual([]);
      expect(letter).toMatchObject({ origin: { offset: 2 }, group: desk.bench.group, reason: { code: 'unknown_schema' }, event: null });
      expect(letter?.record).toMatchObject({ key: 'store-1:sku-1', value: bytes, headers: { 'event-id': 'bad' } });
      expect(desk.observer.events).toContain('dead letter unknown_schema');
    });

    it('put a single event aside that the handler names, or that it fails on alone', async () => {
      desk = await ConsumerDesk.on(log());
      await desk.publish(0, 1, 2, 3, 4);
      const seen = await desk.consume({}, async ({ events }) => {
        const named = events.find(({ event }) => event.onHandMilli === 1);
        if (named !== undefined) throw new PoisonEventError(named.position, 'unknown_product', 'no such product');
        if (events.some(({ event }) => event.onHandMilli === 3)) throw new VitrineError('invalid_money', 'one of them');
      });
      await vi.waitFor(() => { expect(seen).toEqual([0, 2, 4]); }, PATIENCE);
      const letters = await desk.deadLetters();
      expect(letters.map(({ event, reason }) => [event?.onHandMilli, reason.code])).toEqual([[1, 'unknown_product'], [3, 'invalid_money']]);
    });

    it('wait for a dependency that is down, without loss and without a dead letter', async () => {
      desk = await ConsumerDesk.on(log());
      await desk.publish(...count(6));
      let attempts = 0;
      const seen = await desk.consume({ maxItems: 3 }, async () => {
        attempts += 1;
        if (attempts <= 3) throw new VitrineError('state_unavailable', 'down');
      });
      await vi.waitFor(() => { expect(seen).toEqual(count(6)); }, PATIENCE);
      expect(await desk.deadLetters()).toEqual([]);
      expect(desk.observer.events.filter((event) => event === 'retried')).toHaveLength(3);
    });

    it.each([['behind', 1], ['ahead of', 7]])('start at a watermark %s the group’s offset, and hand out steps without a gap', async (_where, watermark) => {
      desk = await ConsumerDesk.on(log());
      await desk.publish(...count(10));
      const earlier = await desk.bench.subscribe(async () => ({ next: 4, pauseMs: 600_000 }));
      await vi.waitFor(async () => { expect((await desk.bench.log.lag(desk.bench.group, desk.bench.topic.name))[0]?.committed).toBe(4); }, PATIENCE);
      await earlier.close();
      desk.positions.next = watermark;
      const steps: ConsumedStep[] = [];
      const seen = await desk.consume({ maxItems: 2 }, async ({ step }) => { steps.push(step); });
      await vi.waitFor(() => { expect(seen).toEqual(count(10).slice(watermark)); }, PATIENCE);
      expect(steps[0]).toMatchObject({ first: watermark, epoch: 1 });
      for (const [index, step] of steps.slice(1).entries()) expect(step.first).toBe(steps[index]?.next);
      expect(steps.at(-1)?.next).toBe(10);
    });

    it('claim a partition again when another worker fenced them', async () => {
      desk = await ConsumerDesk.on(log());
      await desk.publish(...count(4));
      const applied: number[] = [];
      await desk.consume({ maxItems: 2 }, async ({ events, step }) => {
        if (applied.length === 2 && desk.positions.epoch === 1) await desk.positions.claim(step.source);
        desk.positions.commit(step);
        applied.push(...events.map(({ event }) => event.onHandMilli));
      });
      await vi.waitFor(() => { expect(applied).toEqual(count(4)); }, PATIENCE);
      expect(desk.positions.epoch).toBe(3);
      expect(desk.observer.events).toContain('fenced');
    });

    it.each([['an older snapshot', 2], ['nothing', null]])('start anew when the state comes back with %s, also while nothing comes', async (_what, watermark) => {
      desk = await ConsumerDesk.on(log());
      await desk.publish(...count(6));
      const seen = await desk.consume({ maxItems: 2 }, async ({ step }) => { desk.positions.commit(step); });
      await vi.waitFor(() => { expect(seen).toEqual(count(6)); }, PATIENCE);
      desk.positions.putBack(watermark);
      await vi.waitFor(() => { expect(seen).toEqual([...count(6), ...count(6).slice(watermark ?? 0)]); }, PATIENCE);
      expect(desk.positions.next).toBe(6);
    });

    it('start from the beginning when a new claim tells that the state has nothing any more', async () => {
      desk = await ConsumerDesk.on(log());
      await desk.publish(...count(4));
      const seen = await desk.consume({ maxItems: 2 }, async ({ step }) => { desk.positions.commit(step); });
      await vi.waitFor(() => { expect(seen).toEqual(count(4)); }, PATIENCE);
      desk.positions.epoch = 7;
      desk.positions.next = null;
      await desk.publish(4);
      await vi.waitFor(() => { expect(seen).toEqual([...count(4), ...count(5)]); }, PATIENCE);
    });

    it('hand on tombstones of a compacted topic', async () => {
      desk = await ConsumerDesk.on(log(), 'compact');
      await desk.publish(0);
      await new EventPublisher(desk.bench.log).tombstone(desk.bench.contract, 'store-1:sku-1', 9);
      const forgotten: string[] = [];
      await desk.consume({}, async ({ tombstones }) => { forgotten.push(...tombstones.map(({ key }) => key)); });
      await vi.waitFor(() => { expect(forgotten).toEqual(['store-1:sku-1']); }, PATIENCE);
    });

    it('with their position in the log go on after what their handler finished', async () => {
      desk = await ConsumerDesk.on(log());
      await desk.publish(...count(4));
      const seen = await desk.consume({ position: 'log' });
      await vi.waitFor(() => { expect(seen).toEqual(count(4)); }, PATIENCE);
      await desk.stopConsumers();
      await desk.publish(4);
      const later = await desk.consume({ position: 'log' });
      await vi.waitFor(() => { expect(later).toEqual([4]); }, PATIENCE);
    });

    it('get a replayed dead letter once, as it was, and only in the group that put it aside', async () => {
      desk = await ConsumerDesk.on(log());
      await desk.publish(5);
      let refused = false;
      const seen = await desk.consume({}, async ({ events }) => {
        if (refused || events.length === 0) return;
        refused = true;
        throw new VitrineError('unknown_product', 'not yet');
      });
      const others = await desk.consume({ group: `${desk.bench.group}-other`, position: 'log' });
      await vi.waitFor(async () => { expect(await desk.deadLetters()).toHaveLength(1); }, PATIENCE);
      const handling = desk.letters();
      const ids = (await handling.list()).map(({ id }) => id);
      expect((await handling.replay(ids, true)).map(({ outcome }) => outcome)).toEqual(['would-replay']);
      expect((await handling.replay(ids)).map(({ outcome }) => outcome)).toEqual(['replayed']);
      expect((await handling.replay(ids)).map(({ outcome }) => outcome)).toEqual(['already-replayed']);
      await desk.publish(6);
      await vi.waitFor(() => { expect([seen, others]).toEqual([[5, 6], [5, 6]]); }, PATIENCE);
      expect((await handling.list()).map(({ handling: done }) => done?.action)).toEqual(['replayed']);
    });

    it('keep a discarded dead letter with its reason, and an old one of a compacted topic away from the newer record', async () => {
      desk = await ConsumerDesk.on(log(), 'compact');
      await desk.publish(0, 1);
      const seen = await desk.consume({}, async ({ events }) => {
        const old = events.find(({ event }) => event.onHandMilli === 0);
        if (old !== undefined) throw new PoisonEventError(old.position, 'unknown_product', 'no such product');
      });
      await vi.waitFor(() => { expect(seen).toEqual([1]); }, PATIENCE);
      const handling = desk.letters();
      const ids = (await handling.list({ status: 'waiting' })).map(({ id }) => id);
      expect((await handling.replay(ids)).map(({ outcome }) => outcome)).toEqual(['superseded']);
      expect(await handling.discard(ids, 'an older count')).toEqual(ids);
      expect(await handling.discard(ids, 'again')).toEqual([]);
      expect((await handling.list()).map(({ handling: done }) => [done?.action, done?.reason])).toEqual([['discarded', 'an older count']]);
    });
  });
}

/** A bench with a state store's watermark and an observer, and consumers of stock counts. */
class ConsumerDesk {
  readonly positions = new OnePosition();
  readonly observer = new NotingObserver();
  private consumers: RunningConsumer[] = [];

  private constructor(readonly bench: LogBench) {}

  static async on(log: EventLog, cleanup: 'delete' | 'compact' = 'delete'): Promise<ConsumerDesk> {
    return new ConsumerDesk(await LogBench.on(log, { cleanup }));
  }

  async publish(...numbers: readonly number[]): Promise<void> {
    await new EventPublisher(this.bench.log).publish(this.bench.contract, numbers.map((number) => aStockCount(number)));
  }

  /** Starts a consumer; the numbers it handled are added to what is returned. */
  async consume(options: Partial<ConsumeOptions> = {}, handler: ConsumeHandler<StockChanged> = async () => undefined): Promise<number[]> {
    const seen: number[] = [];
    const surroundings = { log: this.bench.log, positions: this.positions, observer: this.observer, random: () => 0 };
    const all = { group: this.bench.group, maxItems: 500, maxWaitMs: 5, position: 'state', from: 'earliest', ...options } as const;
    this.consumers.push(await EventConsumer.start(surroundings, this.bench.contract, all, async (batch: ConsumedBatch<StockChanged>) => {
      await handler(batch);
      seen.push(...batch.events.map(({ event }) => event.onHandMilli));
    }));
    return seen;
  }

  async deadLetters(): Promise<DeadLetter<StockChanged>[]> {
    const letters: DeadLetter<StockChanged>[] = [];
    for await (const letter of new DeadLetters(this.bench.log).list(this.bench.contract)) letters.push(letter);
    return letters;
  }

  letters(): DeadLetterDesk {
    return new DeadLetterDesk(this.bench.log, [this.bench.contract], { nowMs: () => 7 });
  }

  async stopConsumers(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.close()));
    this.consumers = [];
  }

  async clear(): Promise<void> {
    await this.stopConsumers();
    await this.bench.clear();
  }
}

/** The watermark of one partition, as a state store keeps it. */
class OnePosition extends Positions {
  epoch = 0;
  next: number | null = null;
  private readonly listeners = new Set<() => void>();

  async claim(_source: ConsumedPartition): Promise<Claim> {
    this.epoch += 1;
    return { epoch: this.epoch, next: this.next };
  }

  onReset(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** The store comes back with another watermark, as after an older snapshot of it was restored. */
  putBack(next: number | null): void {
    this.next = next;
    this.epoch = 0;
    for (const listener of this.listeners) listener();
  }

  commit({ source, epoch, next }: ConsumedStep): void {
    if (epoch !== this.epoch) throw new VitrineError('fenced', `${partitionKey(source)} belongs to epoch ${this.epoch}`);
    this.next = next;
  }
}

class NotingObserver extends ConsumerObserver {
  readonly events: string[] = [];

  consumed(): void { this.events.push('consumed'); }
  deadLettered(_source: ConsumedPartition, code: ErrorCode): void { this.events.push(`dead letter ${code}`); }
  retried(): void { this.events.push('retried'); }
  fenced(): void { this.events.push('fenced'); }
  droppedBelowWatermark(): void { this.events.push('dropped'); }
}
