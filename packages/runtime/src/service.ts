import 'reflect-metadata';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { EVENT_CONTRACTS, HttpSchemaRegistry, requireAgreement, VitrineError } from '@vitrine/contracts';
import { EventLogStrategy } from '@vitrine/messaging';
import { AccessGuard, KeyAccess, OpenAccess } from './access.guard.js';
import { Chain } from './chain.js';
import { Clock, SystemClock } from './clock.js';
import { MetricsConsumerObserver } from './consumer-metrics.js';
import { InfrastructureModule, type Foundation } from './infrastructure.module.js';
import { openInfrastructure, type Infrastructure } from './infrastructure.js';
import { JsonLogger } from './logging.js';
import { Metrics } from './metrics.js';
import type { PlatformConfig } from './platform-config.js';
import { ProblemFilter } from './problem.filter.js';
import { ensurePlatformTopics } from './topics.js';

/** Largest body of any route; enrolments carry several photographs. */
const BODY_LIMIT_BYTES = 8 * 2 ** 20;

export interface ServiceOptions {
  readonly name: string;
  /** Modules of the services that this process runs: one in a pod, all of them embedded. */
  readonly modules: readonly DynamicModule[];
  readonly config: PlatformConfig;
  readonly clock?: Clock;
  /** Given by tests; otherwise opened from the configuration and closed with the service. */
  readonly infrastructure?: Infrastructure;
  /** Called when a consumer has stopped for good: the process should end so that its supervisor starts it anew. */
  readonly onFatal?: (error: Error) => void;
}

export interface RunningService {
  /** Address it listens on, such as `http://127.0.0.1:7000`. */
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly foundation: Foundation;
  /** Stops taking work, finishes what is in hand, leaves its groups, closes log and state. */
  close(): Promise<void>;
}

@Module({})
class ServiceModule {
  static of(foundation: Foundation, modules: readonly DynamicModule[]): DynamicModule {
    return {
      module: ServiceModule,
      imports: [InfrastructureModule.on(foundation), ...modules],
      providers: [{ provide: APP_FILTER, useClass: ProblemFilter }, { provide: APP_GUARD, useClass: AccessGuard }],
    };
  }
}

/**
 * Starts a process of Vitrine: HTTP on `VITRINE_HOST:VITRINE_PORT` and a consumer for every `@Consumes` handler of its modules.
 * @throws VitrineError `invalid_configuration` where the port is taken; whatever is thrown, nothing that was started goes on
 */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { config, name, modules } = options;
  const clock = options.clock ?? new SystemClock(config.VITRINE_CLOCK_OFFSET_MS);
  const metrics = new Metrics();
  const infrastructure = options.infrastructure ?? (await openInfrastructure(config, clock, metrics));
  const foundation: Foundation = {
    infrastructure, clock, chain: new Chain(config.VITRINE_CHAIN_ID), metrics,
    access: config.VITRINE_API_KEYS.length > 0 ? new KeyAccess(config.VITRINE_API_KEYS) : new OpenAccess(),
  };
  let app: NestFastifyApplication | null = null;
  try {
    if (config.SCHEMA_REGISTRY_URL !== '') await requireAgreement(new HttpSchemaRegistry(config.SCHEMA_REGISTRY_URL), EVENT_CONTRACTS);
    await ensurePlatformTopics(infrastructure.log, config.VITRINE_PARTITIONS);
    const started = await createApplication(name, foundation, modules, options);
    app = started;
    await started.startAllMicroservices();
    await started.listen(config.VITRINE_PORT, config.VITRINE_HOST);
    const url = await started.getUrl();
    return { url, app: started, foundation, close: async () => { await started.close(); if (options.infrastructure === undefined) await infrastructure.close(); } };
  } catch (error) {
    // What was started ends first, or it would keep the process alive; why it did not start is what is told.
    await app?.close().catch(() => undefined);
    if (options.infrastructure === undefined) await infrastructure.close();
    throw isPortTaken(error) ? new VitrineError('invalid_configuration', `another process listens on ${config.VITRINE_HOST}:${config.VITRINE_PORT}; stop it or give another VITRINE_PORT`) : error;
  }
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

async function createApplication(name: string, foundation: Foundation, modules: readonly DynamicModule[], { config, onFatal }: ServiceOptions): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: true });
  const app = await NestFactory.create<NestFastifyApplication>(ServiceModule.of(foundation, modules), adapter, {
    logger: new JsonLogger(name, config.VITRINE_LOG_LEVEL), abortOnError: false,
  });
  const { log, state } = foundation.infrastructure;
  const observer = new MetricsConsumerObserver(foundation.metrics);
  const strategy = new EventLogStrategy({ log, positions: state.store, observer, random: Math.random, ...(onFatal === undefined ? {} : { onFatal }) });
  foundation.metrics.beforeScrape(async () => observer.lag(await strategy.lag()));
  app.connectMicroservice({ strategy }, { inheritAppConfig: false });
  return app;
}
