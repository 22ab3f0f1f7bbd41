import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ImpressionRecorded } from '@vitrine/contracts';
import { EventPublisher } from '@vitrine/messaging';
import { Clock, Metrics } from '@vitrine/runtime';
import { BoothDirectory } from '../booth-directory.js';
import { BoothConfig } from '../config.js';
import { impressionEvents } from './impression-events.js';

@Controller('v1/stores/:storeId/booths/:boothId/impressions')
export class ImpressionsController {
  constructor(
    private readonly directory: BoothDirectory,
    private readonly publisher: EventPublisher,
    private readonly clock: Clock,
    private readonly config: BoothConfig,
    private readonly metrics: Metrics,
  ) {}

  @Post()
  @HttpCode(202)
  async post(@Param() path: { storeId: string; boothId: string }, @Body() body: unknown) {
    const booth = await this.directory.find(path);
    const events = impressionEvents(body, booth, this.clock.nowMs(), this.config.clockSkewMs);
    await this.publisher.publish(ImpressionRecorded, events);
    const counter = this.metrics.counter('vitrine_booth_impressions_total', 'Impressions by kind', ['kind']);
    for (const { kind } of events) counter.inc({ kind });
    return { accepted: events.length };
  }
}
