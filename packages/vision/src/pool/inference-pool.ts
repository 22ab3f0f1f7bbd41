import { VitrineError } from '@vitrine/contracts';
import { InferenceThread } from './inference-thread.js';
import { MicroBatches, type PooledJob } from './micro-batches.js';

/** How a pool works. */
export interface PoolSettings {
  /** Threads; each holds its own copy of the models. */
  readonly threads: number;
  /** Most inputs in one batch. */
  readonly maxBatch: number;
  /** Longest wait for a batch to fill, in milliseconds. */
  readonly maxWaitMs: number;
  /** Most inputs waiting; more are refused as `overloaded`. */
  readonly maxQueued: number;
  /** A batch that takes longer counts as a dead thread, in milliseconds. */
  readonly batchTimeoutMs: number;
}

/** Pause before a dead thread is replaced: none at first, then doubling with each further death without a batch done, up to this. */
const MAX_PAUSE_MS = 10_000;
const FIRST_PAUSE_MS = 100;

/** Who wants to know about the threads. */
export interface PoolObserver {
  /** What a thread says of itself once it is warm. */
  onReady(hello: unknown): void;
  /** What a thread reports with each batch; `thread` is unique, also among its replacements. */
  onReport(thread: number, report: unknown): void;
  /** A thread ended before its time. */
  onEnd(thread: number): void;
}

interface Slot<Input, Output> {
  thread: InferenceThread<Input, Output>;
  ready: boolean;
  /** In hand. */
  batch: PooledJob<Input, Output>[];
  /** Sent behind it, under a backlog only: the thread decodes it while it infers the batch in hand. */
  ahead: PooledJob<Input, Output>[];
  deadline: NodeJS.Timeout | null;
  restart: NodeJS.Timeout | null;
}

/**
 * Worker threads behind one bounded queue. Inputs of all callers share micro-batches; each input has its own promise. A batch goes when it is full or its time is up, or
 * at once while waiting does not bring more; under a backlog batches are full and the next one is decoded while one is inferred.
 * A thread that dies is replaced, and each input it held is tried once more, by itself; one that kills two threads is refused. Threads that die before
 * any was ever warm stop the pool: then it is the machine, not an input.
 */
export class InferencePool<Input, Output> {
  private readonly slots: Slot<Input, Output>[] = [];
  private readonly queue: MicroBatches<Input, Output>;
  private flushTimer: NodeJS.Timeout | null = null;
  private overdue = false;
  /** Whether waiting for a batch to fill brought more inputs the last time; if not, the next input goes at once. */
  private waitingPays = true;
  private sizeAtTimer = 0;
  private deaths = 0;
  private everReady = false;
  private fault: VitrineError | null = null;
  private readonly started: Promise<void>;
  private settleStart: { readonly resolve: () => void; readonly reject: (error: VitrineError) => void } = { resolve: () => {}, reject: () => {} };

  /**
   * @param module module of the threads, as a built `.js` address
   * @param data structured-cloneable start data of each thread
   */
  constructor(
    private readonly module: URL,
    private readonly data: unknown,
    private readonly settings: PoolSettings,
    private readonly observer: PoolObserver,
  ) {
    this.queue = new MicroBatches(settings.maxBatch, settings.maxQueued);
    this.started = new Promise((resolve, reject) => (this.settleStart = { resolve, reject }));
    this.started.catch(() => {});
    for (let i = 0; i < settings.threads; i++) this.slots.push(this.newSlot());
  }

  /** Resolves when every thread is warm; rejects when they do not start. */
  ready(): Promise<void> {
    return this.started;
  }

  /** Rejects with what stopped the pool, or `not_ready` while no thread is warm. */
  async check(): Promise<void> {
    if (this.fault !== null) throw this.fault;
    if (!this.slots.some(({ ready }) => ready)) throw new VitrineError('not_ready', 'no inference thread is warm yet');
  }

  /** Outputs in the order of the inputs. Errors as in `FaceChain.analyse`. */
  async run(inputs: readonly Input[], signal?: AbortSignal): Promise<Output[]> {
    if (this.fault !== null) throw this.fault;
    signal?.throwIfAborted();
    const jobs: PooledJob<Input, Output>[] = [];
    const outputs = Promise.all(inputs.map((input) => new Promise<Output>((resolve, reject) => jobs.push({ input, resolve, reject, retried: false }))));
    const abort = (): void => {
      for (const job of jobs) {
        this.queue.drop(job);
        job.reject(signal?.reason);
      }
    };
    this.queue.add(jobs);
    signal?.addEventListener('abort', abort, { once: true });
    this.dispatch();
    try {
      return await outputs;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Refuses what waits, and ends the threads. */
  async close(): Promise<void> {
    this.giveUp(new VitrineError('overloaded', 'the inference pool is closing'));
    await Promise.all(this.slots.map(({ thread }) => thread.close()));
  }

  private dispatch(): void {
    for (const slot of this.slots) {
      if (!slot.ready || slot.batch.length > 0) continue;
      if (this.queue.size === 0) break;
      if (!this.queue.full && !this.overdue && this.waitingPays) break;
      this.hand(slot, this.queue.take());
    }
    for (const slot of this.slots) if (slot.ready && slot.batch.length > 0 && slot.ahead.length === 0 && this.queue.backlog) this.handAhead(slot);
    if (this.queue.size === 0) this.overdue = false;
    else if (!this.overdue && this.flushTimer === null) {
      this.sizeAtTimer = this.queue.size;
      this.flushTimer = setTimeout(() => this.flush(), this.settings.maxWaitMs);
    }
  }

  private flush(): void {
    this.flushTimer = null;
    this.overdue = true;
    if (this.queue.size <= this.sizeAtTimer) this.waitingPays = false;
    this.dispatch();
  }

  private handAhead(slot: Slot<Input, Output>): void {
    slot.ahead = this.queue.take();
    slot.thread.send(slot.ahead.map(({ input }) => input));
  }

  private hand(slot: Slot<Input, Output>, batch: PooledJob<Input, Output>[]): void {
    this.begin(slot, batch);
    slot.thread.send(batch.map(({ input }) => input));
  }

  private begin(slot: Slot<Input, Output>, batch: PooledJob<Input, Output>[]): void {
    slot.batch = batch;
    const { batchTimeoutMs } = this.settings;
    const timeout = new VitrineError('internal', `a batch took longer than ${batchTimeoutMs} ms`, { batchTimeoutMs });
    slot.deadline = setTimeout(() => slot.thread.kill(timeout), batchTimeoutMs);
  }

  private finish(slot: Slot<Input, Output>, settle: (job: PooledJob<Input, Output>, index: number) => void): void {
    const batch = slot.batch;
    slot.batch = [];
    if (slot.deadline !== null) clearTimeout(slot.deadline);
    slot.deadline = null;
    if (this.queue.size > 1) this.waitingPays = true;
    if (slot.ahead.length > 0) this.begin(slot, slot.ahead.splice(0));
    for (const [index, job] of batch.entries()) settle(job, index);
    this.dispatch();
  }

  private newSlot(): Slot<Input, Output> {
    const slot: Slot<Input, Output> = { thread: this.startThread(() => slot), ready: false, batch: [], ahead: [], deadline: null, restart: null };
    return slot;
  }

  private startThread(slot: () => Slot<Input, Output>): InferenceThread<Input, Output> {
    return new InferenceThread<Input, Output>(this.module, this.data, {
      ready: (hello) => {
        slot().ready = true;
        this.everReady = true;
        this.observer.onReady(hello);
        if (this.slots.every(({ ready }) => ready)) this.settleStart.resolve();
        this.dispatch();
      },
      done: (outputs, report) => {
        this.deaths = 0;
        this.observer.onReport(slot().thread.id, report);
        this.finish(slot(), (job, index) => {
          const output = outputs[index];
          if (output === undefined) job.reject(new VitrineError('internal', 'the inference thread left an input out'));
          else job.resolve(output);
        });
      },
      refused: (error) => this.finish(slot(), (job) => job.reject(error)),
      ended: (cause) => this.bury(slot(), cause),
    });
  }

  private bury(slot: Slot<Input, Output>, cause: unknown): void {
    this.deaths++;
    this.observer.onEnd(slot.thread.id);
    slot.ready = false;
    const error = cause instanceof VitrineError ? cause : new VitrineError('runtime_unavailable', `an inference thread died: ${String(cause)}`, {}, cause);
    if (!this.everReady) this.giveUp(error);
    else if (this.fault === null) this.replace(slot);
    const unbegun = slot.ahead.splice(0);
    if (this.fault === null) this.queue.putBack(unbegun);
    else for (const job of unbegun) job.reject(this.fault);
    this.finish(slot, (job) => {
      if (this.fault !== null) job.reject(this.fault);
      else if (job.retried) job.reject(new VitrineError('invalid_record', 'this input killed two inference threads', {}, error));
      else this.queue.retry(job);
    });
  }

  private replace(slot: Slot<Input, Output>): void {
    const pauseMs = this.deaths === 1 ? 0 : Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.deaths - 2));
    slot.restart = setTimeout(() => (slot.thread = this.startThread(() => slot)), pauseMs);
  }

  private giveUp(fault: VitrineError): void {
    this.fault ??= fault;
    if (this.flushTimer !== null) clearTimeout(this.flushTimer);
    this.settleStart.reject(this.fault);
    for (const job of this.queue.drain()) job.reject(this.fault);
    for (const slot of this.slots) {
      if (slot.deadline !== null) clearTimeout(slot.deadline);
      if (slot.restart !== null) clearTimeout(slot.restart);
      for (const job of [...slot.batch.splice(0), ...slot.ahead.splice(0)]) job.reject(this.fault);
    }
  }
}
