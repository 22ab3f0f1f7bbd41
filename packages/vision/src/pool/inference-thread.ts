import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { VitrineError } from '@vitrine/contracts';
import { threadEntry } from './thread-entry.js';
import type { PortableError, ThreadReply, ThreadRequest } from './thread-messages.js';

/** What a thread tells its pool. */
export interface ThreadListener<Output> {
  ready(hello: unknown): void;
  done(outputs: readonly Output[], report: unknown): void;
  /** The batch in hand was answered with an error; the thread lives on. */
  refused(error: VitrineError): void;
  /** The thread ended, whatever it had in hand. */
  ended(cause: unknown): void;
}

/** One worker thread: takes a batch at a time. */
export class InferenceThread<Input, Output> {
  /** Unique among all threads of the process, past ones too. */
  readonly id: number;
  private readonly worker: Worker;
  private closing = false;
  private cause: unknown = null;

  /**
   * @param module the thread's module
   * @param data structured-cloneable start data
   */
  constructor(module: URL, data: unknown, listener: ThreadListener<Output>) {
    const { entry, options } = threadEntry(module);
    this.worker = new Worker(entry, { ...options, workerData: data });
    this.id = this.worker.threadId;
    this.worker.on('message', (reply: ThreadReply<Output>) => this.hear(reply, listener));
    this.worker.on('error', (error) => {
      this.cause ??= error;
    });
    this.worker.on('exit', (code) => {
      if (!this.closing) listener.ended(this.cause ?? new Error(`the inference thread exited with ${code}`));
    });
  }

  /** Sends a batch. The inputs stay the caller's, so a dead thread costs no data. */
  send(inputs: readonly Input[]): void {
    this.worker.postMessage({ kind: 'batch', inputs } satisfies ThreadRequest<Input>, []);
  }

  /** Ends the thread for hanging; `ended` follows. */
  kill(cause: VitrineError): void {
    this.cause = cause;
    void this.worker.terminate();
  }

  /** Ends the thread; `ended` does not follow. */
  async close(): Promise<void> {
    this.closing = true;
    if (this.worker.threadId < 0) return;
    const gone = once(this.worker, 'exit');
    this.worker.postMessage({ kind: 'close' } satisfies ThreadRequest<Input>, []);
    const timer = setTimeout(() => void this.worker.terminate(), 2000);
    await gone;
    clearTimeout(timer);
  }

  private hear(reply: ThreadReply<Output>, listener: ThreadListener<Output>): void {
    if (reply.kind === 'ready') listener.ready(reply.hello);
    if (reply.kind === 'done') listener.done(reply.outputs, reply.report);
    if (reply.kind === 'refused') listener.refused(revive(reply.error));
    if (reply.kind === 'failed') this.cause = revive(reply.error);
  }
}

function revive({ code, message, details }: PortableError): VitrineError {
  return new VitrineError(code, message, details);
}
