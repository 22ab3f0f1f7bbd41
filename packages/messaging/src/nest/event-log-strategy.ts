import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { VitrineError } from '@vitrine/contracts';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Consumption } from '../consumes.js';
import { EventConsumer, type ConsumerSurroundings, type RunningConsumer } from '../event-consumer.js';
import type { EventLog, PartitionLag } from '../event-log.js';
import { CONSUMPTION, EVENT_LOG_TRANSPORT } from './consumes.decorator.js';

/** What `EventLogStrategy.status` emits. */
export type EventLogStatus = 'starting' | 'consuming' | 'failed' | 'stopped';

/** How far one handler's group is behind, by partition. */
export interface HandlerLag {
  readonly group: string;
  readonly partitions: readonly PartitionLag[];
}

export interface EventLogStrategyOptions extends ConsumerSurroundings {
  /** Called when a consumer stopped for good: the process should end, so that its supervisor starts it anew. */
  readonly onFatal?: (error: Error, consumption: Consumption) => void;
}

type EventLogEvents = { fatal: (error: Error, consumption: Consumption) => void };

/**
 * NestJS transport over an `EventLog`: one consumer for each `@Consumes` method of its application.
 * Use one strategy per application; several applications may live in one process.
 */
export class EventLogStrategy extends Server<EventLogEvents, EventLogStatus> implements CustomTransportStrategy {
  override readonly transportId = EVENT_LOG_TRANSPORT;
  override readonly propagatesEventHandlerErrors = true;
  private readonly listeners: EventLogEvents['fatal'][] = [];
  private consumers: { readonly group: string; readonly running: RunningConsumer }[] = [];

  constructor(private readonly options: EventLogStrategyOptions) {
    super();
    if (options.onFatal !== undefined) this.listeners.push(options.onFatal);
  }

  /** Starts a consumer for each handler; calls back with the error if one cannot be started. */
  listen(callback: (error?: unknown) => void): void {
    void this.startAndTell(callback);
  }

  /** Stops fetching, waits for the batches in hand and leaves every group. */
  async close(): Promise<void> {
    const consumers = this.consumers;
    this.consumers = [];
    await Promise.all(consumers.map(({ running }) => running.close()));
    this.tell('stopped');
  }

  /** Listens to `fatal`, the only event. */
  on(_event: 'fatal', callback: EventLogEvents['fatal']): void {
    this.listeners.push(callback);
  }

  /** The event log itself. */
  // oxlint-disable-next-line no-unnecessary-type-parameters -- the signature is Nest's
  unwrap<T = EventLog>(): T {
    return this.options.log as T;
  }

  /** How far every handler's group is behind. @throws VitrineError `log_unavailable` */
  async lag(): Promise<readonly HandlerLag[]> {
    return Promise.all(this.consumers.map(async ({ group, running }) => ({ group, partitions: await running.lag() })));
  }

  private async startAndTell(callback: (error?: unknown) => void): Promise<void> {
    let failure: unknown;
    try {
      await this.start();
    } catch (error) {
      failure = error;
      this.tell('failed');
    }
    callback(failure);
  }

  private tell(status: EventLogStatus): void {
    // oxlint-disable-next-line no-underscore-dangle -- Nest's own name
    this._status$.next(status);
  }

  private async start(): Promise<void> {
    this.tell('starting');
    const handlers = [...this.messageHandlers.values()].map((handler) => ({ handler, consumption: consumptionOf(handler) }));
    refuseSharedGroups(handlers);
    // Side by side: joining a group that has members takes until each of them has heard of it.
    const starts = await Promise.allSettled(handlers.map(({ handler, consumption }) => this.startConsumer(handler, consumption)));
    const failed = starts.find((start) => start.status === 'rejected');
    if (failed !== undefined) {
      await this.close();
      throw failed.reason;
    }
    this.tell('consuming');
  }

  private async startConsumer(handler: MessageHandler, consumption: Consumption): Promise<void> {
    const { contract, options } = consumption;
    const running = await EventConsumer.start(this.options, contract, options, async (batch) => {
      const result: unknown = await handler(batch, { group: options.group });
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    });
    this.consumers.push({ group: options.group, running });
    running.stopped.catch((error: unknown) => this.fail(error, consumption));
  }

  private fail(error: unknown, consumption: Consumption): void {
    this.tell('failed');
    const failure = error instanceof Error ? error : new Error(String(error));
    this.logger.error(`the consumer of group ${consumption.options.group} has stopped for good: ${failure.message}`);
    for (const listener of this.listeners) listener(failure, consumption);
  }
}

function consumptionOf(handler: MessageHandler): Consumption {
  const consumption = handler.extras?.[CONSUMPTION] as Consumption | undefined;
  if (consumption !== undefined) return consumption;
  throw new VitrineError('invalid_configuration', 'a handler of the event log was not declared with @Consumes');
}

function refuseSharedGroups(handlers: readonly { readonly handler: MessageHandler; readonly consumption: Consumption }[]): void {
  const groups = new Set<string>();
  for (const { handler, consumption } of handlers) {
    const { group } = consumption.options;
    if (groups.has(group) || handler.next !== undefined) {
      throw new VitrineError('invalid_configuration', `two handlers consume as group ${group}; each needs its own`, { group });
    }
    groups.add(group);
  }
}
