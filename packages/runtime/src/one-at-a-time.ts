import { Logger } from '@nestjs/common';
import { VitrineError } from '@vitrine/contracts';

/** How a piece of background work stands. */
export interface Job {
  readonly status: string;
  /** 0 to 1. */
  readonly progress: number;
  /** Why it did not come to its end. */
  readonly reason?: string;
}

/** Tells how far it is, in 0 to 1, and gives what it came to. */
export type JobWork<J extends Job> = (progress: (share: number) => void, signal: AbortSignal) => Promise<Partial<J>>;

/** Finished jobs that can still be asked about. */
const REMEMBERED = 100;
/** Only what has ended is whole. */
const NEARLY_WHOLE = 0.99;

/** Runs one piece of background work at a time and remembers how the newest went, until the process ends. */
export class OneAtATime<J extends Job> {
  private readonly logger = new Logger(OneAtATime.name);
  private readonly known = new Map<string, J>();
  private readonly stopping = new AbortController();
  private running: { readonly subject: string; readonly id: string; readonly ended: Promise<void> } | null = null;

  /**
   * Starts a job under an id of its own; asked again for the subject in hand, it gives the job that runs.
   * @param subject what is worked on, in words
   * @throws VitrineError `overloaded` while another subject is in hand
   */
  start(subject: string, id: string, job: J, work: JobWork<J>): J {
    const { running } = this;
    if (running?.subject === subject) return this.get(running.id);
    if (running !== null) throw new VitrineError('overloaded', `${running.subject} is in hand`, { id: running.id });
    this.remember(id, job);
    this.running = { subject, id, ended: this.run(subject, id, work) };
    return job;
  }

  /** @throws VitrineError `not_found` */
  get(id: string): J {
    const job = this.known.get(id);
    if (job === undefined) throw new VitrineError('not_found', 'this process knows no such job', { id });
    return job;
  }

  /** Asks the running job to stop and waits for it. */
  async close(): Promise<void> {
    this.stopping.abort();
    await this.running?.ended;
  }

  private async run(subject: string, id: string, work: JobWork<J>): Promise<void> {
    const tell = (change: Partial<J>): void => this.remember(id, { ...this.get(id), ...change });
    try {
      const ended = await work((share) => tell({ progress: Math.min(NEARLY_WHOLE, share) } as Partial<J>), this.stopping.signal);
      tell({ ...ended, progress: 1 });
    } catch (error) {
      this.logger.warn(`${subject} failed: ${String(error)}`);
      tell({ status: 'failed', reason: error instanceof Error ? error.message : String(error) } as Partial<J>);
    } finally {
      this.running = null;
    }
  }

  private remember(id: string, job: J): void {
    this.known.set(id, job);
    const [oldest] = this.known.keys();
    if (this.known.size > REMEMBERED && oldest !== undefined) this.known.delete(oldest);
  }
}
