import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { BoothDirectory } from '../booth-directory.js';
import { wantedLanguage } from '../offers/language.js';
import { Slates } from '../offers/slates.js';
import { SseStreams } from '../sse/sse-streams.js';
import { BoothWatches } from './booth-watches.js';
import { DisplayStream } from './display-stream.js';

@Controller('v1/stores/:storeId/booths/:boothId/events')
export class EventsController {
  constructor(
    private readonly directory: BoothDirectory,
    private readonly watches: BoothWatches,
    private readonly slates: Slates,
    private readonly streams: SseStreams,
  ) {}

  @Get()
  async follow(
    @Param() path: { storeId: string; boothId: string },
    @Headers() headers: Readonly<Record<string, string | undefined>>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const booth = await this.directory.find(path);
    const stream = this.streams.start(reply);
    const display = new DisplayStream(stream, this.slates, wantedLanguage(headers['accept-language']), headers['last-event-id']);
    const watch = this.watches.follow(booth, display, stream.closed);
    await watch.look().catch(() => stream.end());
  }
}
