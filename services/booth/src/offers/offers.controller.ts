import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { BoothDirectory } from '../booth-directory.js';
import { namesTag, slateTag } from './etag.js';
import { wantedLanguage } from './language.js';
import type { SlateView } from './slate-view.js';
import { Slates } from './slates.js';

@Controller('v1/stores/:storeId/booths/:boothId/offers')
export class OffersController {
  constructor(private readonly directory: BoothDirectory, private readonly slates: Slates) {}

  @Get()
  async get(
    @Param() path: { storeId: string; boothId: string },
    @Headers() headers: Readonly<Record<string, string | undefined>>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SlateView | undefined> {
    const language = wantedLanguage(headers['accept-language']);
    const entry = await this.slates.current(await this.directory.find(path));
    const tag = slateTag(entry?.version ?? null, language);
    reply.headers({ 'ETag': tag, 'Cache-Control': 'no-cache', 'Vary': 'Accept-Language', 'Content-Language': language });
    if (!namesTag(headers['if-none-match'], tag)) return this.slates.view(entry, language);
    reply.status(304);
    return undefined;
  }
}
