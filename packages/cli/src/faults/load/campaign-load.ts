import { setTimeout as delay } from 'node:timers/promises';
import type { EventId } from '@vitrine/contracts';
import { EventSource, LANES, type Announcement, type DueEvent } from '../world/event-source.js';
import { Acknowledged } from './acknowledged.js';
import { Cameras, type Camera } from './cameras.js';
import { IngestClient, type BatchResults } from './ingest-client.js';
import { Lane } from './lane.js';

type Receipt = Extract<DueEvent, { kind: 'receipt' }>;
type Identity = Extract<DueEvent, { kind: 'identity' }>;

/** Puts identities into the log, again and again until they are in. Null: this platform takes them from its own face worker only. */
export type IdentitySink = ((identities: readonly Identity[]) => Promise<void>) | null;

export interface LoadSettings {
  readonly seed: number;
  readonly events: number;
  readonly ratePerSecond: number;
  readonly camera: Camera;
}

const TICK_MS = 50;
const MOST_RECEIPTS = 100;
/** One acknowledged batch in so many is sent again, as by a till that lost the answer. */
const SENT_AGAIN_EVERY = 40;

/** Sends a campaign's events at a fixed rate, whatever becomes of them (open loop): what is not acknowledged waits at its sender. */
export class CampaignLoad {
  readonly acknowledged = new Acknowledged();
  private readonly source: EventSource;
  private readonly tills: readonly Lane<Receipt>[];
  private readonly backOffice: Lane<Announcement>;
  private readonly identities: Lane<Identity> | null;
  private readonly cameras: Cameras;
  private batches = 0;
  private dueEvents = 0;

  constructor(private readonly ingest: IngestClient, sink: IdentitySink, private readonly settings: LoadSettings) {
    this.source = new EventSource(settings.seed, Date.now());
    this.tills = Array.from({ length: LANES }, () => new Lane<Receipt>(MOST_RECEIPTS, (batch) => this.ring(batch)));
    this.backOffice = new Lane<Announcement>(1, (batch) => this.announce(batch));
    this.identities = sink === null ? null : new Lane<Identity>(MOST_RECEIPTS, async (batch) => { await sink(batch); this.acknowledged.identities += batch.length; });
    this.cameras = new Cameras(ingest, settings.camera, this.acknowledged);
  }

  /** Events that were due so far, sent or not. */
  get due(): number {
    return this.dueEvents;
  }

  /** Resolves when every event is due. */
  async run(signal: AbortSignal): Promise<void> {
    const { events, ratePerSecond } = this.settings;
    const begin = performance.now();
    while (this.dueEvents < events) {
      signal.throwIfAborted();
      const target = Math.min(events, Math.floor(((performance.now() - begin) / 1000) * ratePerSecond));
      while (this.dueEvents < target) this.put(this.source.next());
      await delay(TICK_MS);
    }
  }

  /** Resolves when every event is acknowledged. */
  async drained(): Promise<void> {
    await Promise.all([...this.tills, this.backOffice, ...(this.identities === null ? [] : [this.identities])].map((lane) => lane.drained()));
    await this.cameras.drained();
  }

  /** Events that wait at their senders. */
  get waiting(): number {
    return [...this.tills, this.backOffice].reduce((sum, lane) => sum + lane.length, this.identities?.length ?? 0);
  }

  private put(event: DueEvent): void {
    this.dueEvents += 1;
    if (event.kind === 'receipt') this.tills[event.lane]?.put(event);
    if (event.kind === 'announcement') this.backOffice.put(event);
    if (event.kind === 'identity') this.identities?.put(event);
    if (event.kind === 'frame') this.cameras.take(event.storeId);
  }

  private async ring(batch: readonly Receipt[]): Promise<void> {
    const transactions = batch.map(({ body }) => body);
    const { status, body } = await this.ingest.insist<BatchResults>('POST', '/v1/pos/transactions/batch', { transactions });
    for (const [index, { lane, sequence }] of batch.entries()) {
      const result = body.results?.[index];
      if (result?.status === 'accepted') this.acknowledged.receipt(lane, result.transactionId as EventId);
      else this.acknowledged.refuse(`receipt ${lane}/${sequence}: ${result?.problem?.code ?? status} ${result?.problem?.detail ?? ''}`);
    }
    this.batches += 1;
    if (this.batches % SENT_AGAIN_EVERY === 0) await this.ingest.insist('POST', '/v1/pos/transactions/batch', { transactions });
  }

  private async announce(batch: readonly Announcement[]): Promise<void> {
    for (const { path, body } of batch) {
      const { status } = await this.ingest.insist('PUT', `/v1/${path}`, body);
      if (status < 300) this.acknowledged.announcements += 1;
      else this.acknowledged.refuse(`${path}: ${status}`);
    }
  }
}
