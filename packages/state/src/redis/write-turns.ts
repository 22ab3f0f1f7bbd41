import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

/** Most of Redis's time that writing may take: after a piece of work it rests as long as that took, before the next one. */
const WORK_SHARE = 0.5;

/**
 * Lets one piece of work run at a time and leaves the server time for others between them.
 * Redis links a vector in on the thread that serves everybody, so an unbroken row of writes would make every reader wait.
 */
export class WriteTurns {
  private last: Promise<unknown> = Promise.resolve();
  private restUntilMs = 0;

  constructor(private readonly elapsedMs: () => number = () => performance.now()) {}

  /** Runs the job after the earlier ones; it calls `piece` for each piece of its work. */
  async take(job: (piece: (work: () => Promise<unknown>) => Promise<void>) => Promise<void>): Promise<void> {
    const turn = this.last.then(() => job((work) => this.pace(work)));
    this.last = turn.catch(() => undefined);
    await turn;
  }

  private async pace(work: () => Promise<unknown>): Promise<void> {
    const restMs = this.restUntilMs - this.elapsedMs();
    if (restMs > 0) await delay(restMs);
    const begin = this.elapsedMs();
    await work();
    const end = this.elapsedMs();
    this.restUntilMs = end + (end - begin) * (1 / WORK_SHARE - 1);
  }
}
