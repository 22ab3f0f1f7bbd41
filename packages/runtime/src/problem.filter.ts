import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Metrics } from './metrics.js';
import { RETRY_AFTER_SECONDS, toProblem } from './problem.js';

/** Answers every HTTP error as a problem document and counts it by route and code. Errors of consumers pass through to the transport. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  constructor(private readonly metrics: Metrics) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const problem = toProblem(error);
    if (problem.code === 'internal') this.logger.error(error);
    const http = host.switchToHttp();
    const route = http.getRequest<FastifyRequest>().routeOptions?.url ?? 'none';
    this.metrics.counter('vitrine_http_problems_total', 'Requests answered with a problem', ['route', 'code']).inc({ route, code: problem.code });
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent || reply.raw.headersSent) return;
    if (problem.status === 503) reply.header('Retry-After', RETRY_AFTER_SECONDS);
    reply.status(problem.status).header('Content-Type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problem));
  }
}
