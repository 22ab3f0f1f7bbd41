import { Controller, Get } from '@nestjs/common';
import { Chain } from '@vitrine/runtime';
import { TemplateIndex } from '@vitrine/state';
import { FaceChain } from '@vitrine/vision';
import { NextEmbedder, type Migration } from './next-embedder.js';

/** Who can be recognised by which embedder: whether a change of it can be made. */
@Controller('v1/embedders')
export class EmbeddersController {
  constructor(private readonly templates: TemplateIndex, private readonly faces: FaceChain, private readonly next: NextEmbedder, private readonly chain: Chain) {}

  @Get()
  async get(): Promise<{ readonly current: Migration; readonly next: Migration | null }> {
    const { embedderId } = this.faces;
    return { current: { embedder: embedderId, members: await this.templates.countMembers(this.chain.id, embedderId) }, next: await this.next.migration() };
  }
}
