import { Worker } from 'node:worker_threads';
import { VitrineError } from '@vitrine/contracts';
import { threadEntry } from '../pool/thread-entry.js';
import type { ScanReply, ScanRequest, SharedRows } from './search-thread.js';
import type { ScanQuery } from './scan.js';
import type { TemplateRows } from './template-rows.js';

interface Waiting {
  readonly resolve: (slots: ScanReply['slots']) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that reads a gallery's rows along; it doesn't keep the process alive. */
export class ScanningThread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;
  private ended = false;

  constructor(private readonly rows: TemplateRows) {
    const { entry, options } = threadEntry(new URL('./search-thread.js', import.meta.url));
    this.worker = new Worker(entry, { ...options, workerData: { memory: rows.memory, layout: rows.layout } satisfies SharedRows });
    this.worker.unref();
    this.worker.on('message', ({ id, slots }: ScanReply) => {
      this.waiting.get(id)?.resolve(slots);
      this.waiting.delete(id);
    });
    this.worker.on('error', (error) => this.end(error));
    this.worker.on('exit', () => this.end(new VitrineError('internal', 'the search thread ended')));
  }

  /** Whether it can be asked no more. */
  get gone(): boolean {
    return this.ended;
  }

  /** `TemplateRows.scan` by likeness, as the rows are while it reads. @throws Error when the thread dies */
  scan(queries: readonly ScanQuery[]): Promise<ScanReply['slots']> {
    if (this.ended) return Promise.reject(new VitrineError('internal', 'the search thread ended'));
    const id = this.asked++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, blocks: this.rows.blocks, queries } satisfies ScanRequest, []);
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private end(error: Error): void {
    this.ended = true;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
