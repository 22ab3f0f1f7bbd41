import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { IndexKeeper } from './index-keeper.js';

/** How a rebuild stands; the same words as a reco-worker's. */
interface GalleryRebuild {
  readonly rebuildId: string;
  readonly status: 'running' | 'done';
  /** 0 to 1. */
  readonly progress: number;
}

const ID = 'gallery';

/** There is one index of this worker's embedder, so there is one rebuild of it at a time; a second one begins it again. */
@Controller('v1/gallery-rebuilds')
export class GalleryRebuildsController {
  constructor(private readonly keeper: IndexKeeper) {}

  @Post()
  @HttpCode(202)
  async start(): Promise<{ rebuildId: string }> {
    await this.keeper.rebuild();
    return { rebuildId: ID };
  }

  @Get(ID)
  async get(): Promise<GalleryRebuild> {
    const { building, members } = await this.keeper.look();
    return building === null ? { rebuildId: ID, status: 'done', progress: 1 } : { rebuildId: ID, status: 'running', progress: 1 - building / Math.max(members, building, 1) };
  }
}
