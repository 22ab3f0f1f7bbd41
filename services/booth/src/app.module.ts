import fastifyStatic from '@fastify/static';
import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { readConfiguration, type Environment } from '@vitrine/runtime';
import type { FastifyInstance } from 'fastify';
import { BoothDirectory } from './booth-directory.js';
import { BoothConfig, boothEnvironment } from './config.js';
import { DeadLettersController } from './dead-letters/dead-letters.controller.js';
import { BoothWatches } from './events/booth-watches.js';
import { EventsController } from './events/events.controller.js';
import { FlowFeed } from './flow/flow-feed.js';
import { FlowController } from './flow/flow.controller.js';
import { ImpressionsController } from './impressions/impressions.controller.js';
import { OffersController } from './offers/offers.controller.js';
import { BoardMemory } from './memory/board-memory.js';
import { Slates } from './offers/slates.js';
import { PagesController } from './pages/pages.controller.js';
import { SseStreams } from './sse/sse-streams.js';

/** Booth, to be put on the ports of `InfrastructureModule`. */
@Module({
  controllers: [OffersController, EventsController, ImpressionsController, FlowController, DeadLettersController, PagesController],
  providers: [BoothDirectory, BoardMemory, Slates, BoothWatches, FlowFeed, SseStreams],
})
export class BoothModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost, private readonly config: BoothConfig) {}

  /** @throws VitrineError `invalid_configuration` naming every setting that is wrong */
  static from(environment: Environment): DynamicModule {
    const config = new BoothConfig(readConfiguration(boothEnvironment, environment));
    return { module: BoothModule, providers: [{ provide: BoothConfig, useValue: config }] };
  }

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    void server.register(fastifyStatic, { root: this.config.webDir, serve: false });
  }
}
