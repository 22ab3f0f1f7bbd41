import multipart from '@fastify/multipart';
import { FrameCaptured, VitrineError } from '@vitrine/contracts';
import type { FastifyInstance } from 'fastify';
import { readJpegBody } from './frames/jpeg-body.js';
import type { IntakeCounters } from './intake/intake-counters.js';

/** Teaches the server the two bodies that are not JSON: a frame and an enrolment's form. */
export function registerParsers(server: FastifyInstance, frameLimitBytes: number, counters: IntakeCounters): void {
  server.addContentTypeParser('image/jpeg', async (request: { headers: Record<string, unknown> }, payload: AsyncIterable<Buffer> & { resume(): unknown }) => {
    try {
      return await readJpegBody(payload, Number(request.headers['content-length'] ?? 0), frameLimitBytes);
    } catch (error) {
      if (error instanceof VitrineError) counters.refused(FrameCaptured.name, error.code);
      throw error;
    }
  });
  void server.register(multipart);
}
