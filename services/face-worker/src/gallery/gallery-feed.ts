import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { VitrineError } from '@vitrine/contracts';
import { Chain } from '@vitrine/runtime';
import { TemplateIndex, type GalleryChange } from '@vitrine/state';
import { FaceChain, Gallery, unpackClassifier } from '@vitrine/vision';
import { GalleryWatch } from './gallery-watch.js';

const RETRY_MS = 500;

/** Keeps this worker's gallery what the template index says: loads it, then follows every change, and loads anew when the trail is lost. */
@Injectable()
export class GalleryFeed implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(GalleryFeed.name);
  private readonly ending = new AbortController();
  private following: Promise<void> | null = null;
  private current = false;
  /** Ends the following of the gallery in use, so that it is loaded anew. */
  private anew = new AbortController();
  private readonly awaiting = new Set<() => void>();

  constructor(
    private readonly templates: TemplateIndex,
    private readonly gallery: Gallery,
    private readonly faces: FaceChain,
    private readonly chain: Chain,
    watch: GalleryWatch,
  ) {
    watch.on(gallery, async () => this.requireCurrent());
  }

  onModuleInit(): void {
    this.following ??= this.follow();
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await this.following;
  }

  /** @throws VitrineError `not_ready` while the gallery may miss somebody, or hold somebody who left */
  requireCurrent(): void {
    if (!this.current) throw new VitrineError('not_ready', 'the gallery is being loaded');
  }

  /** Loads the gallery anew from the sealed templates; the one in use serves until the new one is there, and then this resolves. */
  async reload(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      this.awaiting.add(resolve);
      this.anew.abort();
    });
  }

  private async follow(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      const anew = new AbortController();
      this.anew = anew;
      try {
        await this.loadAndFollow(AbortSignal.any([signal, anew.signal]));
      } catch (error) {
        if (signal.aborted) return;
        if (!anew.signal.aborted) await this.lost(error, signal);
      } finally {
        if (!anew.signal.aborted) this.current = false;
      }
    }
  }

  private async lost(cause: unknown, signal: AbortSignal): Promise<void> {
    this.current = false;
    this.logger.warn(`the gallery lost its feed: ${cause instanceof Error ? cause.message : String(cause)}`);
    await pause(RETRY_MS, undefined, { signal }).catch(() => {});
  }

  private async loadAndFollow(signal: AbortSignal): Promise<void> {
    const { templates, revision } = await this.templates.load(this.chain.id, this.faces.embedderId);
    this.gallery.clear();
    this.gallery.enrol(templates);
    await this.classify();
    this.current = true;
    for (const loaded of this.awaiting) loaded();
    this.awaiting.clear();
    for await (const change of this.templates.changes(this.chain.id, this.faces.embedderId, revision, signal)) {
      if (change === null) return;
      await this.apply(change);
    }
  }

  private async apply(change: GalleryChange): Promise<void> {
    if (change.kind === 'enrolled') this.gallery.enrol(change.templates);
    else if (change.kind === 'evicted') this.gallery.evict(change.memberId);
    else await this.classify();
  }

  /** A classifier of another gallery than this worker's is left alone: a newer one is on its way, and until then the search answers. */
  private async classify(): Promise<void> {
    const found = await this.templates.classifier(this.chain.id, this.faces.embedderId);
    if (found === null) return;
    const { classifier, trainedOn } = unpackClassifier(found.bytes);
    this.gallery.classifyBy(classifier, trainedOn);
  }
}
