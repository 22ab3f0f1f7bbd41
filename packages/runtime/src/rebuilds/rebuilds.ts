import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { VitrineError } from '@vitrine/contracts';
import type { Rebuild, RebuildWork } from './rebuild.js';

/** Runs what this process's services can rebuild, one at a time, and remembers the rebuilds until the process ends. */
@Injectable()
export class Rebuilds implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Rebuilds.name);
  private readonly works = new Map<string, RebuildWork>();
  private readonly known = new Map<string, Rebuild>();
  private readonly stopping = new AbortController();
  private running: { readonly rebuild: Rebuild; readonly ended: Promise<void> } | null = null;

  /** Names what can be rebuilt here, once, at start. */
  offer(what: string, work: RebuildWork): void {
    this.works.set(what, work);
  }

  /**
   * Starts a rebuild; asked again for the one that runs, it gives that.
   * @throws VitrineError `overloaded` while another one runs, `invalid_field` for what is not rebuilt in this process
   */
  start(what: string): Rebuild {
    const { running } = this;
    const work = this.works.get(what);
    if (work === undefined) throw new VitrineError('invalid_field', `${what} is not rebuilt by this process; it can rebuild: ${[...this.works.keys()].join(', ') || 'nothing'}`, { field: 'what' });
    if (running?.rebuild.what === what) return running.rebuild;
    if (running !== null) throw new VitrineError('overloaded', `${running.rebuild.what} is being rebuilt`, { rebuildId: running.rebuild.rebuildId });
    const rebuild: Rebuild = { rebuildId: randomUUID(), what, status: 'running', progress: 0 };
    this.known.set(rebuild.rebuildId, rebuild);
    this.running = { rebuild, ended: this.run(rebuild, work) };
    return rebuild;
  }

  /** @throws VitrineError `not_found` */
  get(rebuildId: string): Rebuild {
    const rebuild = this.known.get(rebuildId);
    if (rebuild === undefined) throw new VitrineError('not_found', 'this process knows no such rebuild', { rebuildId });
    return rebuild;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running?.ended;
  }

  private async run(rebuild: Rebuild, work: RebuildWork): Promise<void> {
    const tell = (change: Partial<Rebuild>): void => void this.known.set(rebuild.rebuildId, { ...this.get(rebuild.rebuildId), ...change });
    try {
      await work((share) => tell({ progress: Math.min(0.99, share) }), this.stopping.signal);
      tell({ status: 'done', progress: 1 });
    } catch (error) {
      this.logger.warn(`${rebuild.what} was not rebuilt: ${String(error)}`);
      tell({ status: 'failed', reason: error instanceof Error ? error.message : String(error) });
    } finally {
      this.running = null;
    }
  }
}
