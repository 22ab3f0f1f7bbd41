import { partitionKey, type AnyEvent, type ConsumedPartition, type EventContract } from '@vitrine/contracts';
import { Backoff } from './backoff.js';
import { BatchRun } from './batch-run.js';
import type { ConsumerObserver } from './consumer-observer.js';
import type { ConsumeHandler, ConsumeOptions } from './consumes.js';
import { DeadLetters } from './dead-letters/dead-letters.js';
import type { BatchResult, EventLog, LogConsumer, PartitionLag, RecordBatch } from './event-log.js';
import { faultOf } from './handler-fault.js';
import type { PartitionSession } from './partition-session.js';
import type { Positions } from './positions.js';

/** What every consumer of a process shares. */
export interface ConsumerSurroundings {
  readonly log: EventLog;
  readonly positions: Positions;
  readonly observer: ConsumerObserver;
  /** Uniform in [0, 1); spreads retries. Default `Math.random`. */
  readonly random?: () => number;
}

/**
 * Turns the records of a topic into typed batches for one handler.
 * Undecodable records and those singled out as poison go to the dead-letter topic; any other failure pauses the partition and comes again, in order.
 * With position `state` the first batch after an assignment starts at the state's watermark, wherever the broker's commit stands.
 */
export class EventConsumer<E extends AnyEvent> {
  private readonly sessions = new Map<string, { session: PartitionSession; backoff: Backoff }>();
  private readonly deadLetters: DeadLetters;

  private constructor(
    private readonly surroundings: ConsumerSurroundings,
    private readonly contract: EventContract<E>,
    private readonly options: Required<ConsumeOptions>,
    private readonly handler: ConsumeHandler<E>,
  ) {
    this.deadLetters = new DeadLetters(surroundings.log);
  }

  /** Joins the group; batches come until the consumer is closed. */
  static async start<E extends AnyEvent>(
    surroundings: ConsumerSurroundings, contract: EventContract<E>, options: Required<ConsumeOptions>, handler: ConsumeHandler<E>,
  ): Promise<RunningConsumer> {
    const consumer = new EventConsumer(surroundings, contract, options, handler);
    const { group, maxItems, maxWaitMs, from } = options;
    const resumeFrom = options.position === 'state' ? (source: ConsumedPartition): Promise<number | null> => consumer.resume(source) : undefined;
    const running = await surroundings.log.subscribe(
      { group, topics: [contract.topic.name], maxItems, maxWaitMs, from, ...(resumeFrom === undefined ? {} : { resumeFrom }) },
      (batch) => consumer.handle(batch),
    );
    const endWatch = options.position === 'state' ? surroundings.positions.onReset(() => consumer.startAnew(running)) : (): void => undefined;
    return {
      assignment: () => running.assignment(),
      stopped: running.stopped,
      resumeAnew: () => running.resumeAnew(),
      close: async () => { endWatch(); await running.close(); },
      lag: () => surroundings.log.lag(group, contract.topic.name),
    };
  }

  /** The state may have gone back, also where nothing is consumed at the moment. */
  private startAnew(running: LogConsumer): void {
    for (const { session } of this.sessions.values()) session.claim = null;
    running.resumeAnew();
  }

  private async resume(source: ConsumedPartition): Promise<number | null> {
    const { session } = this.sessionOf(source);
    try {
      await this.claim(source, session);
    } catch (error) {
      this.surroundings.observer.retried(source, error, 0);
      throw error;
    }
    return this.wanted(session);
  }

  /** Where to go on after a claim; null: wherever the group is. Nothing ever applied means the beginning: a commit of the broker would skip what the state has never seen. */
  private wanted({ next }: PartitionSession): number | null {
    return next ?? (this.options.from === 'earliest' ? 0 : null);
  }

  private async claim(source: ConsumedPartition, session: PartitionSession): Promise<void> {
    const { epoch, next } = await this.surroundings.positions.claim(source);
    session.claim = { epoch };
    session.next = next;
  }

  private async handle(batch: RecordBatch): Promise<BatchResult> {
    const { source, records, signal } = batch;
    const { session, backoff } = this.sessionOf(source);
    const first = records[0]?.position.offset ?? 0;
    const run = new BatchRun(this.contract, this.options.position, this.handler, batch, session, { deadLetters: this.deadLetters, observer: this.surroundings.observer });
    try {
      if (this.options.position === 'state' && session.claim === null) {
        await this.claim(source, session);
        // A handler may be ahead of what it commits, so a new claim can lie before records that were delivered already.
        const wanted = this.wanted(session);
        if (wanted !== null && wanted < first) return { next: wanted };
      }
      await run.process();
      backoff.reset();
      return { next: run.next };
    } catch (error) {
      // What a worker leaves behind when it loses its partition is not a failure: the next owner gets the batch.
      if (signal.aborted) return { next: run.next };
      return { next: run.next, pauseMs: this.failed(source, session, error, backoff.next()) };
    }
  }

  private failed(source: ConsumedPartition, session: PartitionSession, error: unknown, pauseMs: number): number {
    // A commit whose reply was lost may have happened: only a new claim tells how far the state is, and shuts out that commit if it is still on its way.
    if (this.options.position === 'state') session.claim = null;
    if (this.options.position === 'state' && faultOf(error) === 'fenced') {
      this.surroundings.observer.fenced(source);
    } else {
      this.surroundings.observer.retried(source, error, pauseMs);
    }
    return pauseMs;
  }

  private sessionOf(source: ConsumedPartition): { session: PartitionSession; backoff: Backoff } {
    const key = partitionKey(source);
    const known = this.sessions.get(key);
    if (known !== undefined) return known;
    const fresh = { session: { claim: null, next: null, putAside: new Set<number>() }, backoff: new Backoff({ random: this.surroundings.random ?? Math.random }) };
    this.sessions.set(key, fresh);
    return fresh;
  }
}

/** An `EventConsumer` at work. */
export interface RunningConsumer extends LogConsumer {
  /** How far its group is behind. */
  lag(): Promise<readonly PartitionLag[]>;
}
