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

  private async follow(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      try {
        await this.loadAndFollow(signal);
      } catch (error) {
        if (signal.aborted) return;
        this.logger.warn(`the gallery lost its feed: ${error instanceof Error ? error.message : String(error)}`);
        await pause(RETRY_MS, undefined, { signal }).catch(() => {});
      } finally {
        this.current = false;
      }
    }
  }

  private async loadAndFollow(signal: AbortSignal): Promise<void> {
    const { templates, revision } = await this.templates.load(this.chain.id, this.faces.embedderId);
    this.gallery.clear();
    this.gallery.enrol(templates);
    await this.classify();
    this.current = true;
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
