import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVENT_CONTRACTS, VitrineError, type AnyEvent, type ErrorCode, type EventContract, type MemberId, type Sku, type StoreId } from '@vitrine/contracts';
import type { EventLog, LoggedRecord } from '@vitrine/messaging';
import { openInfrastructure, platformEnvironment, readConfiguration, startService, type Environment, type Infrastructure, type RunningService } from '@vitrine/runtime';
import type { MemberRecord, ProductRecord, ReceiptLedger, StateStore } from '@vitrine/state';
import { FixedClock } from '@vitrine/testing';
import { IngestModule } from './app.module.js';
import { NOON_MS, SURROUNDINGS } from './pos/checks/receipts.fixture.js';

/** A promise to be resolved from outside. */
class Latch {
  release!: () => void;
  readonly released = new Promise<void>((resolve) => { this.release = resolve; });
}

/** Stands between ingest and the log, or a part of the state: open, out of reach, or holding back. */
class Gate {
  private step: () => Promise<void> = async () => undefined;

  constructor(private readonly code: ErrorCode) {}

  pass(): Promise<void> {
    return this.step();
  }

  open(): void {
    this.step = async () => undefined;
  }

  breakDown(): void {
    this.step = async () => { throw new VitrineError(this.code, 'out of reach'); };
  }

  /** Holds back what comes until `release`; `reached` resolves when something has. */
  hold(): { readonly reached: Promise<void>; readonly release: () => void } {
    const reached = new Latch();
    const held = new Latch();
    this.step = async () => {
      reached.release();
      await held.released;
    };
    return { reached: reached.released, release: () => held.release() };
  }
}

interface Gates {
  /** Broken: the views of master data are being filled again. */
  readonly views: Gate;
  readonly log: Gate;
  readonly ledger: Gate;
}

/** Ingest over the embedded log and state, on a clock that stands at noon, with a store, a product and a member that are known. */
export class RunningIngest {
  private constructor(private readonly folder: string, private readonly infrastructure: Infrastructure, private readonly service: RunningService, readonly gates: Gates, readonly clock: FixedClock) {}

  static async start(settings: Environment = {}): Promise<RunningIngest> {
    const folder = await mkdtemp(join(tmpdir(), 'ingest-'));
    const config = readConfiguration(platformEnvironment, { VITRINE_DATA_DIR: folder, VITRINE_PORT: '0', VITRINE_LOG_LEVEL: 'silent', VITRINE_PARTITIONS: '2' });
    const clock = new FixedClock(NOON_MS);
    const infrastructure = await openInfrastructure(config, clock);
    const gates = { views: new Gate('not_ready'), log: new Gate('log_unavailable'), ledger: new Gate('state_unavailable') };
    const service = await startService({ name: 'ingest', modules: [IngestModule.from({ VITRINE_VIEW_GRACE_MS: '100', VITRINE_ENROLMENT_LIMIT_BYTES: '1000000', ...settings })], config, clock, infrastructure: behind(infrastructure, gates) });
    await knowSomething(infrastructure);
    return new RunningIngest(folder, infrastructure, service, gates, clock);
  }

  get state(): Infrastructure['state'] {
    return this.infrastructure.state;
  }

  /** Sends texts, forms and bytes as they are, anything else as JSON. */
  async send(method: string, path: string, body?: object | string, headers: Readonly<Record<string, string>> = {}) {
    const raw = body === undefined || typeof body === 'string' || body instanceof FormData || body instanceof Uint8Array;
    const init: RequestInit = raw
      ? { method, headers, body: (body ?? null) as string | FormData | null }
      : { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
    const response = await fetch(`${this.service.url}${path}`, init);
    return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
  }

  /** Everything in the log of this event. */
  async logged<E extends AnyEvent>(contract: EventContract<E>): Promise<E[]> {
    const records = await this.records(contract);
    return records.flatMap(({ value }) => (value === null ? [] : [contract.decode(value)]));
  }

  async records<E extends AnyEvent>(contract: EventContract<E>): Promise<LoggedRecord[]> {
    const { log } = this.infrastructure;
    const records: LoggedRecord[] = [];
    for (const { topic, partition, begin, end } of await log.ends(contract.topic.name)) {
      for await (const record of log.read({ topic, partition }, begin, end)) records.push(record);
    }
    return records;
  }

  /** Number of records in the whole log. */
  async total(): Promise<number> {
    const ends = await Promise.all(EVENT_CONTRACTS.map(({ topic }) => this.infrastructure.log.ends(topic.name)));
    return ends.flat().reduce((sum, { begin, end }) => sum + end - begin, 0);
  }

  async metrics(): Promise<string> {
    return this.service.foundation.metrics.registry.metrics();
  }

  async stop(): Promise<void> {
    await this.service.close();
    await this.infrastructure.close();
    await rm(this.folder, { recursive: true });
  }
}

function behind(infrastructure: Infrastructure, gates: Gates): Infrastructure {
  const { log, state } = infrastructure;
  const append: EventLog['append'] = async (topic, records) => {
    await gates.log.pass();
    return log.append(topic, records);
  };
  const reserve: ReceiptLedger['reserve'] = async (contents) => {
    await gates.ledger.pass();
    return state.receiptLedger.reserve(contents);
  };
  // No reco-worker runs here: the views count as current unless a test says otherwise.
  const watermark: StateStore['watermark'] = async ({ topic, partition }) => {
    await gates.views.pass();
    return (await log.ends(topic)).find((range) => range.partition === partition)?.end ?? null;
  };
  const store = Object.assign(Object.create(state.store) as StateStore, { watermark });
  const receiptLedger = Object.assign(Object.create(state.receiptLedger) as ReceiptLedger, { reserve });
  return { ...infrastructure, log: Object.assign(Object.create(log) as EventLog, { append }), state: { ...state, store, receiptLedger } };
}

async function knowSomething({ state }: Infrastructure): Promise<void> {
  const { store } = SURROUNDINGS;
  await state.stores.put(store, 0);
  await state.stores.put({ ...store, storeId: 'dark' as StoreId, triggers: [] }, 0);
  await state.products.put(BREAD, 0);
  await state.members.put(aMember('ada'));
}

export const BREAD: ProductRecord = {
  chainId: SURROUNDINGS.chainId, sku: 'bread' as Sku, changedAtMs: 0, title: 'Bread', categoryPath: ['Grocery', 'Bakery'], brand: null, sensitive: false, active: true, marginPercent: null,
};

export function aMember(id: string, over: Partial<MemberRecord> = {}): MemberRecord {
  return { chainId: SURROUNDINGS.chainId, memberId: id as MemberId, changedAtMs: 0, active: true, deniedCategories: [], consents: [], ...over };
}
