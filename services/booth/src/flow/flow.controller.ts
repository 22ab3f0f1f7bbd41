import { Controller, Get, Res } from '@nestjs/common';
import { Metrics } from '@vitrine/runtime';
import type { FastifyReply } from 'fastify';
import { BoothConfig } from '../config.js';
import { SseStreams } from '../sse/sse-streams.js';
import { FlowFeed } from './flow-feed.js';
import { FlowStream } from './flow-stream.js';

@Controller('v1/flow')
export class FlowController {
  constructor(private readonly feed: FlowFeed, private readonly streams: SseStreams, private readonly config: BoothConfig, private readonly metrics: Metrics) {}

  @Get()
  async follow(@Res() reply: FastifyReply): Promise<void> {
    const dropped = this.metrics.counter('vitrine_flow_records_dropped_total', 'Records left out for readers of the flow who were too slow', []);
    const stream = this.streams.start(reply);
    const reader = new FlowStream(stream, this.config.flowQueue, () => dropped.inc());
    const heart = setInterval(() => stream.beat(), this.config.heartbeatMs);
    stream.closed.addEventListener('abort', () => clearInterval(heart), { once: true });
    try {
      const tail = await this.feed.read((record) => reader.show(record), stream.closed);
      stream.beat('following');
      await tail.stopped;
    } catch {
      // The tail is lost: the reader comes again and gets a new one.
    }
    stream.end();
  }
}
