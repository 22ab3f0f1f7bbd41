import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { FrameCaptured, identifier, VitrineError, type BoothId, type StoreId } from '@vitrine/contracts';
import type { FastifyRequest } from 'fastify';
import { attemptAsync, isRefused } from '../intake/checked.js';
import { IntakeCounters } from '../intake/intake-counters.js';
import { Intake } from '../intake/intake.js';
import { FrameChecks } from './frame-checks.js';
import { LatestOnly } from './latest-only.js';

@Controller('v1/stores/:storeId/booths/:boothId/frames')
export class FramesController {
  constructor(private readonly checks: FrameChecks, private readonly latest: LatestOnly, private readonly intake: Intake, private readonly counters: IntakeCounters) {}

  @Post()
  @HttpCode(202)
  async post(@Param() path: { storeId: string; boothId: string }, @Req() request: FastifyRequest) {
    const jpeg = request.body;
    if (!Buffer.isBuffer(jpeg)) throw new VitrineError('unsupported_media_type', 'a frame is sent as image/jpeg');
    const storeId = identifier<StoreId>(path.storeId, 'storeId');
    const boothId = identifier<BoothId>(path.boothId, 'boothId');
    const frame = await attemptAsync(() => this.checks.check({ storeId, boothId, headers: request.headers, jpeg }));
    if (isRefused(frame)) return this.intake.takeOne(FrameCaptured, frame);
    const outcome = await this.latest.run(`${storeId}:${boothId}`, () => this.intake.take(FrameCaptured, [frame]));
    if (outcome === 'done') return { eventId: frame.eventId };
    this.counters.frameDropped(outcome);
    return { eventId: frame.eventId, superseded: true };
  }
}
