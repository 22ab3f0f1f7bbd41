import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { EVENT_CONTRACTS } from '@vitrine/contracts';
import { DeadLetterDesk, EventLog, EventPublisher, Positions } from '@vitrine/messaging';
import {
  BasketCompanions, BoothSessions, BoothTracks, Enrolments, GalleryIndex, ImpressionCounts, LearnerSnapshots, Members, MemberTaste, ModelRegistry, OfferBoard, Products, ProductVectors, Promotions,
  ReceiptLedger, SalesStatistics, StatesBeside, StateStore, Stock, Stores, TemplateIndex, type State,
} from '@vitrine/state';
import { AccessPolicy } from './access.guard.js';
import { Chain } from './chain.js';
import { Clock } from './clock.js';
import { HealthController } from './health.controller.js';
import type { Infrastructure } from './infrastructure.js';
import { MasterData } from './master-data.js';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';
import { Readiness } from './readiness.js';
import { RebuildsController } from './rebuilds/rebuilds.controller.js';
import { Rebuilds } from './rebuilds/rebuilds.js';

/** What a process is made on: everything that services ask for by type. */
export interface Foundation {
  readonly infrastructure: Infrastructure;
  readonly clock: Clock;
  readonly chain: Chain;
  readonly metrics: Metrics;
  readonly access: AccessPolicy;
}

/** Provides every port, with its abstract class as the token, to all modules of the process. */
@Module({})
export class InfrastructureModule {
  static on(foundation: Foundation): DynamicModule {
    const { infrastructure: { log, state }, clock, chain, metrics, access } = foundation;
    const readiness = new Readiness();
    readiness.add('event log', () => log.check());
    readiness.add('state', () => state.store.check());
    const providers: Provider[] = [
      { provide: Clock, useValue: clock },
      { provide: Chain, useValue: chain },
      { provide: Metrics, useValue: metrics },
      { provide: AccessPolicy, useValue: access },
      { provide: Readiness, useValue: readiness },
      { provide: EventLog, useValue: log },
      { provide: EventPublisher, useValue: new EventPublisher(log) },
      { provide: DeadLetterDesk, useValue: new DeadLetterDesk(log, EVENT_CONTRACTS, clock) },
      { provide: MasterData, useValue: new MasterData(log, state.store) },
      { provide: Positions, useValue: state.store },
      Rebuilds,
      ...statePorts(state),
    ];
    return { module: InfrastructureModule, global: true, controllers: [HealthController, MetricsController, RebuildsController], providers, exports: providers };
  }
}

function statePorts(state: State): Provider[] {
  return [
    { provide: StateStore, useValue: state.store },
    { provide: OfferBoard, useValue: state.offerBoard },
    { provide: MemberTaste, useValue: state.memberTaste },
    { provide: ReceiptLedger, useValue: state.receiptLedger },
    { provide: SalesStatistics, useValue: state.salesStatistics },
    { provide: BasketCompanions, useValue: state.basketCompanions },
    { provide: Stores, useValue: state.stores },
    { provide: Products, useValue: state.products },
    { provide: Members, useValue: state.members },
    { provide: Promotions, useValue: state.promotions },
    { provide: Stock, useValue: state.stock },
    { provide: TemplateIndex, useValue: state.templateIndex },
    { provide: GalleryIndex, useValue: state.galleryIndex },
    { provide: Enrolments, useValue: state.enrolments },
    { provide: ProductVectors, useValue: state.productVectors },
    { provide: ModelRegistry, useValue: state.modelRegistry },
    { provide: LearnerSnapshots, useValue: state.learnerSnapshots },
    { provide: BoothSessions, useValue: state.boothSessions },
    { provide: BoothTracks, useValue: state.boothTracks },
    { provide: StatesBeside, useValue: state.statesBeside },
    { provide: ImpressionCounts, useValue: state.impressionCounts },
  ];
}
