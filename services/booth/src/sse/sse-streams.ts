import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { SseStream } from './sse-stream.js';

/** Opens streams, and ends those still open when the service stops: a stream would otherwise hold up the stop. */
@Injectable()
export class SseStreams implements OnModuleDestroy {
  private readonly open = new Set<SseStream>();

  start(reply: FastifyReply): SseStream {
    reply.hijack();
    const stream = new SseStream(reply.raw, reply.getHeaders());
    this.open.add(stream);
    stream.closed.addEventListener('abort', () => this.open.delete(stream), { once: true });
    return stream;
  }

  onModuleDestroy(): void {
    for (const stream of this.open) stream.end();
  }
}
