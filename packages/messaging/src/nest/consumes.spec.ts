import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Injectable, Module, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { FrameCaptured, StockChanged, VitrineError, type AnyEvent, type ChainId, type EventId, type Sku, type StoreId } from '@vitrine/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConsumedBatch } from '../consumed-batch.js';
import { ConsumerObserver } from '../consumer-observer.js';
import { withDeadLetterTopics } from '../dead-letters/dead-letter-topics.js';
import { EmbeddedEventLog } from '../embedded/index.js';
import type { LogConsumer } from '../event-log.js';
import { EventPublisher } from '../event-publisher.js';
import { Positions } from '../positions.js';
import { Consumes } from './consumes.decorator.js';
import { EventLogStrategy, type EventLogStatus } from './event-log-strategy.js';

class NoPositions extends Positions {
  async claim(): Promise<{ epoch: number; next: null }> { return { epoch: 1, next: null }; }
  onReset(): () => void { return () => undefined; }
}
class NoObserver extends ConsumerObserver {
  readonly retries: unknown[] = [];
  consumed(): void { return; }
  deadLettered(): void { return; }
  retried(_source: unknown, error: unknown): void { this.retries.push(error); }
  fenced(): void { return; }
  droppedBelowWatermark(): void { return; }
}

@Injectable()
class Shelf {
  readonly counts: number[] = [];
  failures: Error[] = [];
  receive(events: readonly { readonly event: StockChanged }[]): void {
    const failure = this.failures.pop();
    if (failure !== undefined) throw failure;
    this.counts.push(...events.map(({ event }) => event.onHandMilli));
  }
}

@Controller()
class StockConsumer {
  constructor(private readonly shelf: Shelf) {}
  @Consumes(StockChanged, { group: 'stock', position: 'log', maxItems: 2 })
  async onStock({ events }: ConsumedBatch<StockChanged>): Promise<void> { this.shelf.receive(events); }
}

@Controller()
class OtherConsumer {
  constructor(private readonly shelf: Shelf) {}
  @Consumes(StockChanged, { group: 'other', position: 'log' })
  async onStock({ events }: ConsumedBatch<StockChanged>): Promise<void> { this.shelf.receive(events); }
}

@Controller()
class SameGroupConsumer extends OtherConsumer {
  @Consumes(FrameCaptured, { group: 'other' })
  async onFrame(_batch: ConsumedBatch<FrameCaptured>): Promise<void> { return; }
}

@Controller()
class TwoGroupsConsumer {
  @Consumes(StockChanged, { group: 'whole' })
  async onStock(_batch: ConsumedBatch<StockChanged>): Promise<void> { return; }

  @Consumes(StockChanged, { group: 'broken' })
  async onSame(_batch: ConsumedBatch<StockChanged>): Promise<void> { return; }
}

class WrongConsumer {
  // @ts-expect-error a handler of frames does not take stock counts
  @Consumes(StockChanged, { group: 'wrong' })
  async onFrame(_batch: ConsumedBatch<FrameCaptured>): Promise<void> { return; }

  // @ts-expect-error a handler takes a batch, not one event
  @Consumes(StockChanged, { group: 'wrong' })
  async onEvent(_event: StockChanged): Promise<void> { return; }

  // @ts-expect-error a handler that is not awaited cannot say that it failed
  @Consumes(StockChanged, { group: 'wrong' })
  onStock(_batch: ConsumedBatch<StockChanged>): void { return; }

  @Consumes(StockChanged, { group: 'right' })
  async onAny(_batch: ConsumedBatch<AnyEvent>): Promise<void> { return; }
}

const stockCount = (number: number): StockChanged => ({
  eventId: `e${number}` as EventId, chainId: 'c' as ChainId, storeId: 's' as StoreId, sku: 'k' as Sku, countedAtMs: number, onHandMilli: number,
});

describe('@Consumes over the event log', () => {
  let path: string;
  let log: EmbeddedEventLog;
  let apps: INestApplication[];
  let observer: NoObserver;
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'vitrine-log-'));
    log = await EmbeddedEventLog.open({ path });
    await log.ensureTopics(withDeadLetterTopics([StockChanged.topic, FrameCaptured.topic]));
    apps = [];
    observer = new NoObserver();
  });
  afterEach(async () => {
    await Promise.all(apps.map((app) => app.close()));
    await log.close();
    await rm(path, { recursive: true, force: true });
  });

  /** A hybrid application: HTTP and the consumers of its controllers. */
  const start = async (controller: new (shelf: Shelf) => unknown, onFatal?: (error: Error) => void): Promise<{ shelf: Shelf; strategy: EventLogStrategy; app: INestApplication; statuses: EventLogStatus[] }> => {
    class AppModule {}
    Module({ controllers: [controller], providers: [Shelf] })(AppModule);
    const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: false, abortOnError: false });
    const strategy = new EventLogStrategy({ log, positions: new NoPositions(), observer, random: () => 0, ...(onFatal === undefined ? {} : { onFatal }) });
    const statuses: EventLogStatus[] = [];
    strategy.status.subscribe((status) => statuses.push(status));
    app.connectMicroservice({ strategy });
    apps.push(app);
    await app.startAllMicroservices();
    await app.listen(0, '127.0.0.1');
    return { shelf: app.get(Shelf), strategy, app, statuses };
  };
  const publish = (...numbers: number[]) => new EventPublisher(log).publish(StockChanged, numbers.map(stockCount));

  it('gives a controller its batches, and every application only to its own handlers', async () => {
    const [one, other] = [await start(StockConsumer), await start(OtherConsumer)];
    await publish(1, 2, 3);
    await vi.waitFor(() => { expect([one.shelf.counts, other.shelf.counts]).toEqual([[1, 2, 3], [1, 2, 3]]); });
    expect(one.strategy.unwrap()).toBe(log);
    await vi.waitFor(async () => { expect((await one.strategy.lag()).map(({ group, partitions }) => [group, partitions.reduce((sum, { lag }) => sum + lag, 0)])).toEqual([['stock', 0]]); });
  });

  it('hands a handler’s own error to the consumer, which tries again', async () => {
    const { shelf } = await start(StockConsumer);
    const down = new VitrineError('state_unavailable', 'down');
    shelf.failures.push(down);
    await publish(1);
    await vi.waitFor(() => { expect(shelf.counts).toEqual([1]); });
    expect(observer.retries).toEqual([down]);
  });

  it('leaves its groups when the application is closed, and takes up the rest when it starts again', async () => {
    const first = await start(StockConsumer);
    await publish(1);
    await vi.waitFor(() => { expect(first.shelf.counts).toEqual([1]); });
    await first.app.close();
    expect(first.statuses).toEqual(['starting', 'consuming', 'stopped']);
    await publish(2);
    const second = await start(StockConsumer);
    await vi.waitFor(() => { expect(second.shelf.counts).toEqual([2]); });
    expect(first.shelf.counts).toEqual([1]);
  });

  it('joins all its groups side by side, and leaves those it joined where one cannot be', async () => {
    const subscribe = log.subscribe.bind(log);
    const asked: string[] = [];
    const left: string[] = [];
    log.subscribe = async (subscription, handler): Promise<LogConsumer> => {
      asked.push(subscription.group);
      await vi.waitFor(() => { expect(asked).toHaveLength(2); });
      if (subscription.group === 'broken') throw new VitrineError('log_unavailable', 'cannot be joined');
      const consumer = await subscribe(subscription, handler);
      return { assignment: () => consumer.assignment(), resumeAnew: () => consumer.resumeAnew(), stopped: consumer.stopped, close: async () => { left.push(subscription.group); await consumer.close(); } };
    };
    await expect(start(TwoGroupsConsumer)).rejects.toMatchObject({ code: 'log_unavailable' });
    expect([asked.toSorted(), left]).toEqual([['broken', 'whole'], ['whole']]);
  });

  it('refuses to start where two handlers share a group', async () => {
    await expect(start(SameGroupConsumer)).rejects.toMatchObject({ code: 'invalid_configuration', details: { group: 'other' } });
  });

  it('tells when a consumer has stopped for good, so that the process can end', async () => {
    const failed: Error[] = [];
    const subscribe = log.subscribe.bind(log);
    const fail: ((error: Error) => void)[] = [];
    log.subscribe = async (...args): Promise<LogConsumer> => {
      const consumer = await subscribe(...args);
      return { assignment: () => consumer.assignment(), resumeAnew: () => consumer.resumeAnew(), close: () => consumer.close(), stopped: new Promise((_, reject) => { fail.push(reject); }) };
    };
    const { statuses } = await start(StockConsumer, (error) => failed.push(error));
    const crash = new VitrineError('log_unavailable', 'gone');
    fail[0]?.(crash);
    await vi.waitFor(() => { expect(failed).toEqual([crash]); });
    expect(statuses.at(-1)).toBe('failed');
  });

  it('does not compile on a handler of another event', () => {
    expect(Object.getOwnPropertyNames(WrongConsumer.prototype)).toContain('onAny');
  });
});
