import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { VitrineError } from '@vitrine/contracts';
import { Learner } from '../learner/learner.js';
import type { Rebuild, Rebuildable, RebuildWork } from './rebuild.js';
import { TasteRebuild } from './taste-rebuild.js';

/** Runs one rebuild at a time and remembers the last ones, until the process ends. */
@Injectable()
export class Rebuilds implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Rebuilds.name);
  private readonly known = new Map<string, Rebuild>();
  private readonly stopping = new AbortController();
  private running: { readonly rebuild: Rebuild; readonly ended: Promise<void> } | null = null;
  private readonly works: Readonly<Record<Rebuildable, RebuildWork>>;

  constructor(taste: TasteRebuild, learner: Learner) {
    this.works = { taste: (progress, signal) => taste.run(progress, signal), vectors: (progress, signal) => learner.rebuild(progress, signal) };
  }

  /**
   * Starts a rebuild; asked again for the one that runs, it gives that.
   * @throws VitrineError `overloaded` while another one runs
   */
  start(what: Rebuildable): Rebuild {
    const { running } = this;
    if (running?.rebuild.what === what) return running.rebuild;
    if (running !== null) throw new VitrineError('overloaded', `${running.rebuild.what} is being rebuilt`, { rebuildId: running.rebuild.rebuildId });
    const rebuild: Rebuild = { rebuildId: randomUUID(), what, status: 'running', progress: 0 };
    this.known.set(rebuild.rebuildId, rebuild);
    this.running = { rebuild, ended: this.run(rebuild) };
    return rebuild;
  }

  /** @throws VitrineError `not_found` */
  get(rebuildId: string): Rebuild {
    const rebuild = this.known.get(rebuildId);
    if (rebuild === undefined) throw new VitrineError('not_found', 'this reco-worker knows no such rebuild', { rebuildId });
    return rebuild;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running?.ended;
  }

  private async run(rebuild: Rebuild): Promise<void> {
    const tell = (change: Partial<Rebuild>): void => void this.known.set(rebuild.rebuildId, { ...this.get(rebuild.rebuildId), ...change });
    try {
      await this.works[rebuild.what]((share) => tell({ progress: Math.min(0.99, share) }), this.stopping.signal);
      tell({ status: 'done', progress: 1 });
    } catch (error) {
      this.logger.warn(`${rebuild.what} was not rebuilt: ${String(error)}`);
      tell({ status: 'failed', reason: error instanceof Error ? error.message : String(error) });
    } finally {
      this.running = null;
    }
  }
}
