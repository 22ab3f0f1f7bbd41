import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { VitrineError } from '@vitrine/contracts';
import { GalleryIndex, TemplateIndex, type IndexStanding } from '@vitrine/state';
import { personTemplates } from '@vitrine/vision';
import { FaceWorkerConfig } from '../config.js';
import { IndexWatch } from './index-watch.js';
import { OwnGallery } from './own-gallery.js';

const EVERY_MS = 500;
const PUT_AT_ONCE = 64;
/** Rounds in which a building index got nobody although none waits: whoever filled it is gone. */
const ABANDONED_AFTER = 60;
const RECALL_EVERY = 1200;
const [RECALL_DRAWS, RECALL_COUNT] = [20, 8];

/** Puts into the index who waits, and builds it where there is none or one of another number of shards. Every worker does; what is put twice does no harm. */
@Injectable()
export class IndexKeeper implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(IndexKeeper.name);
  private readonly ending = new AbortController();
  private keeping: Promise<void> | null = null;
  private standing: IndexStanding | null = null;
  private emptyRounds = 0;

  constructor(
    private readonly index: GalleryIndex, private readonly templates: TemplateIndex, private readonly gallery: OwnGallery, private readonly watch: IndexWatch, private readonly config: FaceWorkerConfig,
  ) {
    watch.on(() => this.standing, async () => this.requireBuilt());
  }

  get members(): number {
    return this.standing?.members ?? 0;
  }

  /** @throws VitrineError `not_ready` while no index answers */
  requireBuilt(): void {
    if (this.standing?.shards == null) throw new VitrineError('not_ready', 'the index of the gallery is being built');
  }

  /** Begins an index anew; see `GalleryIndex.rebuild`. */
  async rebuild(): Promise<void> {
    this.emptyRounds = 0;
    await this.index.rebuild(this.gallery.place, this.config.indexShards);
  }

  /** How the index stands now. */
  async look(): Promise<IndexStanding> {
    return (this.standing = await this.index.standing(this.gallery.place));
  }

  onModuleInit(): void {
    this.keeping ??= this.keep();
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await this.keeping;
  }

  private async keep(): Promise<void> {
    const { signal } = this.ending;
    for (let round = 0; !signal.aborted; round++) {
      try {
        if (this.mustBuild(await this.look())) await this.rebuild();
        while (!signal.aborted && (await this.putSome()) > 0) await this.look();
        await this.look();
        if (round % RECALL_EVERY === 0) this.watch.recall((await this.index.recall(this.gallery.place, RECALL_DRAWS, RECALL_COUNT)) ?? 1);
      } catch (error) {
        this.logger.warn(`the index of the gallery could not be kept: ${error instanceof Error ? error.message : String(error)}`);
      }
      await pause(EVERY_MS, undefined, { signal }).catch(() => {});
    }
  }

  private mustBuild({ shards, building }: IndexStanding): boolean {
    this.emptyRounds = building === 0 ? this.emptyRounds + 1 : 0;
    return building === null ? shards !== this.config.indexShards : this.emptyRounds > ABANDONED_AFTER;
  }

  private async putSome(): Promise<number> {
    const { place } = this.gallery;
    const waiting = await this.index.waiting(place, PUT_AT_ONCE);
    const templates = await this.templates.ofMembers(place.chainId, place.embedderId, waiting.map(({ memberId }) => memberId));
    for (const member of waiting) {
      const own = templates.get(member.memberId);
      await this.index.put(place, member, own === undefined ? null : personTemplates(own.map(({ vector }) => vector)).centroid);
    }
    return waiting.length;
  }
}
