import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Chain } from '@vitrine/runtime';
import { TemplateIndex } from '@vitrine/state';
import { TrainerConfig } from '../config.js';
import { ClassifierTraining } from './classifier-training.js';

const RETRY_MS = 1000;

/** Has a classifier trained whenever somebody is enrolled or leaves. A training that the gallery has overtaken is given up. */
@Injectable()
export class GalleryWatch implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(GalleryWatch.name);
  private readonly ending = new AbortController();
  private watching: Promise<void> | null = null;

  constructor(private readonly templates: TemplateIndex, private readonly training: ClassifierTraining, private readonly chain: Chain, private readonly config: TrainerConfig) {}

  onModuleInit(): void {
    this.watching ??= this.watch();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await this.watching;
  }

  private async watch(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      try {
        await this.untilChanged(signal);
        await pause(this.config.classifierDelayMs, undefined, { signal });
      } catch (error) {
        if (signal.aborted) return;
        this.logger.warn(`the classifier could not be trained: ${error instanceof Error ? error.message : String(error)}`);
        await pause(RETRY_MS, undefined, { signal }).catch(() => {});
      }
    }
  }

  /** Trains on the gallery as it stands; resolves once it stands differently. */
  private async untilChanged(signal: AbortSignal): Promise<void> {
    const loaded = await this.templates.load(this.chain.id, this.config.embedder);
    const overtaken = new AbortController();
    const either = AbortSignal.any([signal, overtaken.signal]);
    const changed = this.nextChange(loaded.revision, either);
    try {
      await Promise.race([changed, this.training.run(loaded, either)]);
      await changed;
    } finally {
      overtaken.abort();
      await changed.catch(() => {});
    }
  }

  private async nextChange(revision: string, signal: AbortSignal): Promise<void> {
    for await (const change of this.templates.changes(this.chain.id, this.config.embedder, revision, signal)) if (change?.kind !== 'classified') return;
  }
}
