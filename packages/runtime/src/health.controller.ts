import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Readiness } from './readiness.js';

const PROBE_TIMEOUT_MS = 2000;

/** Liveness never depends on Kafka or Redis; readiness does. */
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: string; reasons: Readonly<Record<string, string>> }> {
    const { ready, reasons } = await this.readiness.probe(PROBE_TIMEOUT_MS);
    reply.status(ready ? 200 : 503);
    return { status: ready ? 'ready' : 'not ready', reasons };
  }
}
