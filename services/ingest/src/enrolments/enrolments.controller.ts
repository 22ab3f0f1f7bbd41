import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { EnrolmentRequested } from '@vitrine/contracts';
import type { FastifyRequest } from 'fastify';
import { IngestConfig } from '../config.js';
import { attemptAsync } from '../intake/checked.js';
import { Intake } from '../intake/intake.js';
import { readEnrolmentForm } from './enrolment-form.js';
import { EnrolmentRequests } from './enrolment-request.js';
import { EnrolmentStatus } from './enrolment-status.js';
import { PoseChallenges } from './pose-challenges.js';

@Controller('v1')
export class EnrolmentsController {
  constructor(
    private readonly intake: Intake,
    private readonly requests: EnrolmentRequests,
    private readonly challenges: PoseChallenges,
    private readonly status: EnrolmentStatus,
    private readonly config: IngestConfig,
  ) {}

  @Post('members/:memberId/enrolment-challenges')
  async challenge(@Param('memberId') memberId: string) {
    return this.challenges.give(memberId);
  }

  @Post('members/:memberId/enrolments')
  @HttpCode(202)
  async post(@Param('memberId') memberId: string, @Req() request: FastifyRequest) {
    const item = await attemptAsync(async () => {
      const form = await readEnrolmentForm(request, this.config.enrolmentLimitBytes);
      const made = await this.requests.make(memberId, form);
      // Last, as a challenge is answered once: a fault of the photographs must not cost it.
      return { ...made, prompts: await this.challenges.answered(form.challenge, made.memberId, made.photos.length) };
    });
    const { enrolmentId } = await this.intake.takeOne(EnrolmentRequested, item);
    return { enrolmentId, status: 'pending' };
  }

  @Get('enrolments/:enrolmentId')
  async get(@Param('enrolmentId') enrolmentId: string) {
    return this.status.of(enrolmentId);
  }
}
