import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { readConfiguration, type Environment } from '@vitrine/runtime';
import type { FastifyInstance } from 'fastify';
import { IngestConfig, ingestEnvironment } from './config.js';
import { EnrolmentRequests } from './enrolments/enrolment-request.js';
import { EnrolmentStatus } from './enrolments/enrolment-status.js';
import { PoseChallenges } from './enrolments/pose-challenges.js';
import { EnrolmentsController } from './enrolments/enrolments.controller.js';
import { FrameChecks } from './frames/frame-checks.js';
import { FramesController } from './frames/frames.controller.js';
import { LatestOnly } from './frames/latest-only.js';
import { registerParsers } from './http-parsers.js';
import { Ids, RandomIds } from './ids.js';
import { IntakeCounters } from './intake/intake-counters.js';
import { Intake } from './intake/intake.js';
import { KnownEntities } from './intake/known-entities.js';
import { Shelf } from './intake/shelf.js';
import { ConsentIntake } from './members/consents/consent-intake.js';
import { ConsentsController } from './members/consents/consents.controller.js';
import { ErasuresController } from './members/erasures/erasures.controller.js';
import { MembersController } from './members/members.controller.js';
import { OutboxController } from './outbox/outbox.controller.js';
import { OUTBOX, ReceiptDoor } from './outbox/receipt-door.js';
import { ReceiptOutbox } from './outbox/receipt-outbox.js';
import { PosController } from './pos/pos.controller.js';
import { ReceiptChecks } from './pos/receipt-checks.js';
import { ReceiptIntake } from './pos/receipt-intake.js';
import { ProductsController } from './products/products.controller.js';
import { PromotionsController } from './promotions/promotions.controller.js';
import { StockController } from './stock/stock.controller.js';
import { StockIntake } from './stock/stock-intake.js';
import { StoresController } from './stores/stores.controller.js';

/** Ingest, to be put on the ports of `InfrastructureModule`. */
@Module({
  controllers: [
    StoresController, ProductsController, PromotionsController, StockController, MembersController, ConsentsController, ErasuresController,
    EnrolmentsController, PosController, OutboxController, FramesController,
  ],
  providers: [
    Intake, IntakeCounters, KnownEntities, Shelf, StockIntake, ConsentIntake, EnrolmentRequests, PoseChallenges, EnrolmentStatus, ReceiptChecks, ReceiptIntake, ReceiptDoor, FrameChecks, LatestOnly,
    { provide: OUTBOX, useFactory: ({ outboxDir, outboxLimitBytes }: IngestConfig) => (outboxDir === null ? null : ReceiptOutbox.open(outboxDir, outboxLimitBytes)), inject: [IngestConfig] },
    { provide: Ids, useClass: RandomIds },
  ],
})
export class IngestModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost, private readonly config: IngestConfig, private readonly counters: IntakeCounters) {}

  /** @throws VitrineError `invalid_configuration` naming every setting that is wrong */
  static from(environment: Environment): DynamicModule {
    const config = new IngestConfig(readConfiguration(ingestEnvironment, environment));
    return { module: IngestModule, providers: [{ provide: IngestConfig, useValue: config }] };
  }

  onModuleInit(): void {
    registerParsers(this.host.httpAdapter.getInstance<FastifyInstance>(), this.config.frameLimitBytes, this.counters);
  }
}
