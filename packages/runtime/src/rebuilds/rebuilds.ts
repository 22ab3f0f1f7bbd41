import { randomUUID } from 'node:crypto';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { VitrineError } from '@vitrine/contracts';
import { OneAtATime } from '../one-at-a-time.js';
import type { Rebuild, RebuildWork } from './rebuild.js';

/** Runs what this process's services can rebuild, one at a time. */
@Injectable()
export class Rebuilds implements BeforeApplicationShutdown {
  private readonly works = new Map<string, RebuildWork>();
  private readonly jobs = new OneAtATime<Rebuild>();

  /** Names what can be rebuilt here, once, at start. */
  offer(what: string, work: RebuildWork): void {
    this.works.set(what, work);
  }

  /**
   * Starts a rebuild; asked again for the one that runs, it gives that.
   * @throws VitrineError `overloaded` while another one runs, `invalid_field` for what is not rebuilt in this process
   */
  start(what: string): Rebuild {
    const work = this.works.get(what);
    if (work === undefined) throw new VitrineError('invalid_field', `${what} is not rebuilt by this process; it can rebuild: ${[...this.works.keys()].join(', ') || 'nothing'}`, { field: 'what' });
    const rebuildId = randomUUID();
    return this.jobs.start(`the rebuild of ${what}`, rebuildId, { rebuildId, what, status: 'running', progress: 0 }, async (progress, signal) => {
      await work(progress, signal);
      return { status: 'done' };
    });
  }

  /** @throws VitrineError `not_found` */
  get(rebuildId: string): Rebuild {
    return this.jobs.get(rebuildId);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.jobs.close();
  }
}
