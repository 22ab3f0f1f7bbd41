import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BasketSold, ConsentChanged, IdentityResolved, ImpressionRecorded, MemberChanged, MemberErased, ModelPublished, ProductChanged, PromotionChanged, PurchaseRecorded, StockChanged,
  StoreChanged, type AnyEvent, type ConsentId, type EventContract, type OfferDecided, type PromotionId, type SessionId, type Sku,
} from '@vitrine/contracts';
import { EventPublisher, readRecords, receivedAt } from '@vitrine/messaging';
import { Metrics, openInfrastructure, platformEnvironment, readConfiguration, startService, type Environment, type Infrastructure, type RunningService } from '@vitrine/runtime';
import type { BoothAddress, State } from '@vitrine/state';
import { aConsent, aMember, anIdentity, aProduct, aPromotion, aPurchase, aReceiptLine, aStore, FixedClock } from '@vitrine/testing';
import { vi } from 'vitest';
import { RecoWorkerModule } from './app.module.js';
import { GROUPS } from './groups.js';

/** Groups with their topics, upstream first: once one has caught up, what it derives is in the log. */
const CONSUMED: readonly (readonly [string, EventContract<never>])[] = [
  [GROUPS.stores, StoreChanged], [GROUPS.products, ProductChanged], [GROUPS.promotions, PromotionChanged], [GROUPS.stock, StockChanged], [GROUPS.members, MemberChanged],
  [GROUPS.consents, ConsentChanged], [GROUPS.erasures, MemberErased], [GROUPS.purchases, PurchaseRecorded], [GROUPS.learner, BasketSold], [GROUPS.identities, IdentityResolved],
  [GROUPS.impressions, ImpressionRecorded], [GROUPS.models, ModelPublished],
].map(([group, contract]) => [group, contract] as [string, EventContract<never>]);

/** Small vectors, nothing cached, and snapshots only when a test wants them. */
const SETTINGS: Environment = {
  VITRINE_CANDIDATE_CACHE_MS: '0', VITRINE_LEARNER_DIM: '8', VITRINE_LEARNER_PASSES: '2', VITRINE_LEARNER_REPLAYS: '2', VITRINE_VECTORS_PUBLISH_MS: '10',
  VITRINE_LEARNER_COMMIT_BASKETS: '3', VITRINE_LEARNER_COMMIT_MS: '20',
};

export const STORE = aStore();
export const BOOTH: BoothAddress = { chainId: STORE.chainId, storeId: STORE.storeId, boothId: STORE.booths[0]!.boothId };

/** The real module over the embedded log and state: events in, events and state out. */
export class RunningRecoWorker {
  private frames = 0;
  private receipts = 0;

  private constructor(private readonly folder: string, readonly infrastructure: Infrastructure, private service: RunningService, readonly clock: FixedClock, private readonly settings: Environment, private readonly apiKeys: readonly string[]) {}

  /** @param openState of another state than the embedded one */
  static async start(settings: Environment = {}, apiKeys: readonly string[] = [], openState?: (clock: { nowMs(): number }) => Promise<State>): Promise<RunningRecoWorker> {
    const folder = await mkdtemp(join(tmpdir(), 'reco-worker-'));
    const clock = new FixedClock();
    const embedded = await openInfrastructure(platform(folder), { nowMs: clock.now }, new Metrics(false));
    const infrastructure = openState === undefined ? embedded : onState(embedded, await openState({ nowMs: clock.now }));
    const all: Environment = { ...SETTINGS, ...settings };
    return new RunningRecoWorker(folder, infrastructure, await service(folder, infrastructure, clock, all, apiKeys), clock, all, apiKeys);
  }

  /** @param changed settings that are other ones from then on */
  async restart(changed: Environment = {}): Promise<void> {
    await this.service.close();
    Object.assign(this.settings, changed);
    this.service = await service(this.folder, this.infrastructure, this.clock, this.settings, this.apiKeys);
  }

  /** A second instance joins, then the first one stops: the standby carries on. */
  async failOver(meanwhile: () => Promise<void>): Promise<void> {
    const first = this.service;
    this.service = await service(this.folder, this.infrastructure, this.clock, this.settings, this.apiKeys);
    await meanwhile();
    await first.close();
  }

  async stop(): Promise<void> {
    await this.service.close();
    await this.infrastructure.close();
    await rm(this.folder, { recursive: true });
  }

  /** Asks the service over HTTP, without a key. */
  async get<T>(path: string): Promise<{ readonly status: number; readonly body: T }> {
    const response = await fetch(`${this.service.url}${path}`);
    return { status: response.status, body: (await response.json()) as T };
  }

  async metrics(): Promise<string> {
    return (await fetch(`${this.service.url}/metrics`)).text();
  }

  async publish<E extends AnyEvent>(contract: EventContract<E>, ...events: readonly E[]): Promise<void> {
    await new EventPublisher(this.infrastructure.log).publish(contract, events, receivedAt(this.clock.now()));
  }

  async post<T>(path: string, body: object): Promise<{ readonly status: number; readonly body: T }> {
    const response = await fetch(`${this.service.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as T };
  }

  /** Resolves when every group has dealt with everything in the log. */
  async settled(): Promise<void> {
    for (const [group, { topic }] of CONSUMED) {
      const behind = async (): Promise<number> => (await this.infrastructure.log.lag(group, topic.name)).reduce((sum, { lag }) => sum + lag, 0);
      await vi.waitUntil(async () => (await behind()) === 0, { timeout: 15_000, interval: 10 });
    }
  }

  /** A store whose products are all on promotion, each in a category of its own, and a member who consented to everything. */
  async open(...skus: readonly string[]): Promise<void> {
    await this.publish(StoreChanged, STORE);
    await this.publish(ProductChanged, ...skus.map((sku) => product(sku)));
    await this.publish(PromotionChanged, ...skus.map((sku) => promotion(sku)));
    await this.publish(MemberChanged, aMember());
    await this.publish(ConsentChanged, aConsent(), aConsent({ consentId: 'taste-1' as ConsentId, purpose: 'TASTE' }));
    await this.settled();
  }

  /** The member, or somebody, buys these today or so many days ago; the receipt is returned. */
  async buy(skus: readonly string[], given: Partial<PurchaseRecorded> & { readonly daysAgo?: number } = {}): Promise<PurchaseRecorded> {
    const { daysAgo = 1, ...overrides } = given;
    this.receipts++;
    const purchase = aPurchase({ occurredAtMs: this.clock.now() - daysAgo * 86_400_000, sequenceNumber: this.receipts, lines: skus.map((sku) => aReceiptLine({ sku: sku as Sku })), ...overrides });
    await this.publish(PurchaseRecorded, purchase);
    await this.settled();
    return purchase;
  }

  /** Somebody stands in front of the booth; what the booth shows then. */
  async stand(given: Partial<IdentityResolved> = {}): Promise<OfferDecided | null> {
    const origin = { topic: 'frame.captured.v1', partition: 0, offset: this.frames++ };
    const nowMs = this.clock.now();
    await this.publish(IdentityResolved, anIdentity({ eventId: `frame/${origin.offset}` as IdentityResolved['eventId'], origin, capturedAtMs: nowMs, resolvedAtMs: nowMs, ...given }));
    await this.settled();
    return this.shown();
  }

  async shown(): Promise<OfferDecided | null> {
    return (await this.infrastructure.state.offerBoard.current(BOOTH, this.clock.now()))?.slate ?? null;
  }

  /** Where the log has the last record of a key, within its partition. */
  async offsetOf<E extends AnyEvent>(contract: EventContract<E>, key: string): Promise<number> {
    let last = -1;
    for (const range of await this.infrastructure.log.ends(contract.topic.name)) {
      for await (const record of readRecords(this.infrastructure.log, contract, range)) if (record.key === key) last = record.offset;
    }
    return last;
  }

  /** Every event of a contract in the log. */
  async logged<E extends AnyEvent>(contract: EventContract<E>): Promise<E[]> {
    const events: E[] = [];
    for (const { topic, partition, begin, end } of await this.infrastructure.log.ends(contract.topic.name)) {
      for await (const { value } of this.infrastructure.log.read({ topic, partition }, begin, end)) if (value !== null) events.push(contract.decode(value));
    }
    return events;
  }
}

export const product = (sku: string, given: Partial<ProductChanged> = {}): ProductChanged => aProduct({ eventId: `product/${sku}` as ProductChanged['eventId'], sku: sku as Sku, title: `Product ${sku}`, categoryPath: ['Grocery', sku], ...given });

export const promotion = (sku: string, given: Partial<PromotionChanged> = {}): PromotionChanged =>
  aPromotion({ eventId: `promotion/${sku}` as PromotionChanged['eventId'], promotionId: `promotion-${sku}` as PromotionId, sku: sku as Sku, ...given });

export const stranger = (session = 'session-2'): Partial<IdentityResolved> => ({
  sessionId: session as SessionId, outcome: 'UNKNOWN', reason: 'BELOW_THRESHOLD', memberId: null, consentId: null,
});

export const skusOf = (slate: OfferDecided | null): readonly string[] => slate?.offers.map(({ sku }) => sku) ?? [];

function platform(folder: string, apiKeys: readonly string[] = []) {
  return readConfiguration(platformEnvironment, { VITRINE_API_KEYS: apiKeys.join(','), VITRINE_DATA_DIR: folder, VITRINE_PORT: '0', VITRINE_LOG_LEVEL: 'silent', VITRINE_PARTITIONS: '2', VITRINE_CHAIN_ID: STORE.chainId });
}

/** The embedded log over another state. */
function onState(embedded: Infrastructure, state: State): Infrastructure {
  return { log: embedded.log, state, close: async () => { await state.store.close(); await embedded.close(); } };
}

async function service(folder: string, infrastructure: Infrastructure, clock: FixedClock, settings: Environment, apiKeys: readonly string[]): Promise<RunningService> {
  return startService({ name: 'reco-worker', modules: [RecoWorkerModule.from(settings)], config: platform(folder, apiKeys), clock: { nowMs: clock.now }, infrastructure });
}
