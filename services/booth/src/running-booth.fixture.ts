import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OfferDecided } from '@vitrine/contracts';
import { EventPublisher } from '@vitrine/messaging';
import { openInfrastructure, platformEnvironment, readConfiguration, startService, type Environment, type Infrastructure, type RunningService } from '@vitrine/runtime';
import { FixedClock } from '@vitrine/testing';
import { BoothModule } from './app.module.js';
import { BoothWatches } from './events/booth-watches.js';
import { aProduct, BOOTH, NOON_MS, STORE } from './offers/slates.fixture.js';
import { EventReader } from './sse/event-reader.fixture.js';

export const BOOTH_PATH = `/v1/stores/${BOOTH.storeId}/booths/${BOOTH.boothId}`;

/** Booth over the embedded log and state, on a clock that stands at noon, with a store and two products that are known. */
export class RunningBooth {
  readonly publisher: EventPublisher;

  private constructor(private readonly folder: string, readonly infrastructure: Infrastructure, private readonly service: RunningService, readonly clock: FixedClock) {
    this.publisher = new EventPublisher(infrastructure.log);
  }

  static async start(environment: Environment = {}): Promise<RunningBooth> {
    const folder = await mkdtemp(join(tmpdir(), 'booth-'));
    const config = readConfiguration(platformEnvironment, { VITRINE_DATA_DIR: folder, VITRINE_PORT: '0', VITRINE_LOG_LEVEL: 'silent', VITRINE_PARTITIONS: '2' });
    const clock = new FixedClock(NOON_MS);
    const infrastructure = await openInfrastructure(config, clock);
    const modules = [BoothModule.from({ VITRINE_HEARTBEAT_MS: '50', ...environment })];
    const service = await startService({ name: 'booth', modules, config, clock, infrastructure });
    await infrastructure.state.stores.put(STORE, 0);
    for (const sku of ['bread', 'rolls']) await infrastructure.state.products.put(aProduct(sku), 0);
    return new RunningBooth(folder, infrastructure, service, clock);
  }

  async show(slate: OfferDecided): Promise<void> {
    const { store, offerBoard } = this.infrastructure.state;
    await store.write([offerBoard.show(slate)]);
  }

  async clear(): Promise<void> {
    const { store, offerBoard } = this.infrastructure.state;
    await store.write([offerBoard.clear(BOOTH)]);
  }

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.service.url}${path}`, { headers });
  }

  async post(path: string, body: object): Promise<Response> {
    return fetch(`${this.service.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  }

  async listen(path: string, headers: Readonly<Record<string, string>> = {}): Promise<EventReader> {
    const leaving = new AbortController();
    return new EventReader(await fetch(`${this.service.url}${path}`, { headers, signal: leaving.signal }), leaving);
  }

  /** Booths watched on the board at this moment. */
  get watched(): number {
    return this.service.app.get(BoothWatches, { strict: false }).size;
  }

  async stop(): Promise<void> {
    await this.service.close();
    await this.infrastructure.close();
    await rm(this.folder, { recursive: true });
  }
}
