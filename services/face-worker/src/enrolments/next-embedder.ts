import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { EmbedderId, EnrolmentRequested } from '@vitrine/contracts';
import { Chain, Metrics } from '@vitrine/runtime';
import { TemplateIndex, type FaceTemplate } from '@vitrine/state';
import { PooledFaceChain, type FaceChain } from '@vitrine/vision';
import { FaceWorkerConfig } from '../config.js';
import { enrolmentTemplates, type EnrolmentVerdict } from './enrolment-verdict.js';

const COUNT_EVERY_MS = 60_000;

/** How far a change of the embedder is. */
export interface Migration {
  readonly embedder: EmbedderId;
  /** Members with templates of it. */
  readonly members: number;
}

/** The embedder that is to take over: while one is named, enrolments make templates of it, too, so that it finds a gallery on its first day. */
@Injectable()
export class NextEmbedder implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(NextEmbedder.name);
  private readonly faces: FaceChain | null;
  private counted: { readonly atMs: number; readonly members: number } | null = null;

  constructor(config: FaceWorkerConfig, private readonly index: TemplateIndex, private readonly chain: Chain, metrics: Metrics) {
    this.faces = config.nextChain === null ? null : PooledFaceChain.start(config.nextChain);
    if (this.faces === null) return;
    const members = metrics.gauge('vitrine_gallery_next_members', 'Members with templates of the embedder that is to take over', []);
    metrics.beforeScrape(async () => members.set(await this.recentCount()));
  }

  /** Templates of the photographs that the verdict accepted; none where none is to take over, or it finds no face in them. */
  async templates(request: EnrolmentRequested, { photos }: EnrolmentVerdict, signal: AbortSignal): Promise<readonly FaceTemplate[]> {
    const accepted = request.photos.filter((_, i) => photos[i]?.accepted === true);
    if (this.faces === null || accepted.length === 0) return [];
    const analyses = await this.faces.analyse(accepted.map((bytes) => ({ bytes, formats: ['jpeg', 'png', 'webp'] as const })), signal);
    return enrolmentTemplates(request, analyses.flatMap((analysis) => (analysis.kind === 'face' ? [analysis.vector] : [])), this.faces.embedderId);
  }

  /** Counts now. Null where none is to take over. */
  async migration(): Promise<Migration | null> {
    if (this.faces === null) return null;
    const { embedderId } = this.faces;
    return { embedder: embedderId, members: await this.index.countMembers(this.chain.id, embedderId) };
  }

  /** Refuses the start when it cannot be had. */
  async onModuleInit(): Promise<void> {
    if (this.faces === null) return;
    const { runtime, embedderId } = await this.faces.warm();
    this.logger.log(`enrolments make templates of ${embedderId}, too, on ${runtime}`);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.faces?.close();
  }

  private async recentCount(): Promise<number> {
    const nowMs = performance.now();
    if (this.counted === null || nowMs - this.counted.atMs > COUNT_EVERY_MS) this.counted = { atMs: nowMs, members: (await this.migration())?.members ?? 0 };
    return this.counted.members;
  }
}
