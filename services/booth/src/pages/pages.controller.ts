import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { VitrineError } from '@vitrine/contracts';
import { BoothConfig } from '../config.js';
import { MISSING_PAGES } from './missing-pages.js';

const HTML = 'text/html; charset=utf-8';
const ASSET_NAME = /^[\w-][\w.-]*$/;

/** The pages: one document that finds its page by the path, and its assets, whose names change with their contents. */
@Controller()
export class PagesController {
  constructor(private readonly config: BoothConfig) {}

  @Get(['/', 'display', 'camera', 'console'])
  page(@Res() reply: FastifyReply): FastifyReply {
    reply.header('X-Content-Type-Options', 'nosniff');
    if (!existsSync(join(this.config.webDir, 'index.html'))) return reply.status(503).header('Content-Type', HTML).send(MISSING_PAGES);
    return reply.header('Cache-Control', 'no-cache').sendFile('index.html', { cacheControl: false });
  }

  @Get('assets/*')
  asset(@Param('*') name: string, @Res() reply: FastifyReply): FastifyReply {
    if (!ASSET_NAME.test(name) || !existsSync(join(this.config.webDir, 'assets', name))) throw new VitrineError('not_found', 'there is no such file');
    return reply.header('X-Content-Type-Options', 'nosniff').sendFile(join('assets', name), { maxAge: '365d', immutable: true });
  }
}
