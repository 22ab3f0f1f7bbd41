import { EVENT_CONTRACTS } from '@vitrine/contracts';
import type { Clock } from '@vitrine/runtime';
import { ApiClient } from './api-client.js';
import { BackOffice } from './back-office.js';
import { castOf } from './cast.js';
import { readPeople } from './face-photographs.js';
import { enrol, register } from './members.js';
import { Observations } from './observations.js';
import type { StoreDayReport } from './report.js';
import { readSampleData, type SampleData } from './sample-data.js';
import { settled, type Progress } from './settled.js';
import { StoreDay, type Pace, type StoreDayCast } from './store-day.js';
import { Tills } from './tills.js';

/**
 * What the day waits for. `flowing`: nothing, learning goes on beside it. `settled`: before each visit every receipt is learnt.
 * `lockstep`: after each purchase too, so that two runs give the same offers; the time from a purchase to its offer then means nothing.
 */
export type Rhythm = 'flowing' | 'settled' | 'lockstep';

export interface SimulationOptions {
  /** Address of ingest. */
  readonly url: string;
  readonly apiKey?: string;
  /** Its log and state, to see what comes out and how far it is. */
  readonly platform: Progress;
  /** Folder of samples/. */
  readonly samples: string;
  /** Days by which the history is moved; the same number on every run keeps the same receipts. */
  readonly historyShiftDays: number;
  /** Days by which promotions are moved: valid on the day that is played. */
  readonly promotionShiftDays: number;
  /** Days of history before the day; default all there is. */
  readonly historyDays?: number;
  /** Most members that take part; default all of the sample. */
  readonly members?: number;
  /** Names the till of the day; a till never repeats its numbers. */
  readonly tillId: string;
  readonly rhythm: Rhythm;
  readonly clock: Clock;
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Pause between two visits once the day was played. */
const PAUSE_MS = 6000;

/** Consumer groups that must have dealt with a topic before the day can begin. */
const BEFORE_THE_DAY: readonly (readonly [group: string, event: string])[] = [
  ['reco-worker.promotions', 'PromotionChanged'],
  ['reco-worker.stock', 'StockChanged'],
  ['reco-worker.members', 'MemberChanged'],
  ['reco-worker.consents', 'ConsentChanged'],
];

const atOnce = (): Promise<void> => Promise.resolve();

/** The sample chain against a running platform: its back office, its tills, its members and its cameras. */
export class Simulation {
  private constructor(
    private readonly options: SimulationOptions, private readonly ingest: ApiClient, private readonly sample: SampleData,
    readonly cast: StoreDayCast, private readonly seen: Observations,
  ) {}

  static async prepare(options: SimulationOptions): Promise<Simulation> {
    const sample = await readSampleData(options.samples, { history: options.historyShiftDays, promotions: options.promotionShiftDays }, options.historyDays);
    const cast = castOf(sample, await readPeople(options.samples), options.members);
    return new Simulation(options, new ApiClient(options.url, options.apiKey), sample, cast, await Observations.of(options.platform.log, options.clock, options.signal));
  }

  /** Announces stores, products, promotions and stock, and registers the members with their consents. */
  async announce(): Promise<void> {
    const { tell } = this.options;
    await new BackOffice(this.ingest, () => this.caughtUp([['reco-worker.products', 'ProductChanged']])).announce(this.sample, tell);
    const consents = new Map<string, string>();
    for (const { memberId } of this.cast.members) consents.set(memberId, (await register(this.ingest, memberId)).recognitionConsentId);
    await this.caughtUp(BEFORE_THE_DAY);
    for (const { memberId, person } of this.cast.members) await enrol(this.ingest, memberId, consents.get(memberId) ?? '', person);
    tell(`${this.cast.members.length} members registered and their faces enrolled`);
  }

  /** Sends the receipts of the past and waits until members' taste has them. Sending them again changes nothing. */
  async backfill(): Promise<void> {
    const { tell } = this.options;
    const tills = this.tills('history');
    await tills.backfill(this.sample.history, (done) => tell(`history: ${done} of ${this.sample.history.length} receipts sent`));
    await this.caughtUp([['reco-worker.purchases', 'PurchaseRecorded']]);
    tell(`history: ${this.sample.history.length} receipts are in the members' taste`);
  }

  /** Waits until the learner has learnt every receipt so far. */
  async learnt(): Promise<void> {
    await this.caughtUp([['reco-worker.purchases', 'PurchaseRecorded'], ['reco-worker.learner', 'BasketSold']]);
  }

  /** Plays the day once. */
  async play(): Promise<StoreDayReport> {
    const { rhythm } = this.options;
    const learnt = (): Promise<void> => this.learnt();
    const day = this.day(this.options.tillId, { beforeVisit: rhythm === 'flowing' ? atOnce : learnt, afterPurchase: rhythm === 'lockstep' ? learnt : null });
    await day.play(this.cast, this.options.signal);
    return day.report(this.cast.members.length);
  }

  /** Goes on playing at a leisurely pace until stopped: a shopper or a receipt every few seconds. */
  async playOn(): Promise<void> {
    const day = this.day(`${this.options.tillId}-on`, { beforeVisit: atOnce, afterPurchase: null });
    const { signal } = this.options;
    while (!signal.aborted) {
      await day.play(this.cast, signal, PAUSE_MS).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  }

  private day(tillId: string, pace: Pace): StoreDay {
    const { clock, tell } = this.options;
    return new StoreDay({ ingest: this.ingest, tills: this.tills(tillId), seen: this.seen, clock, tell }, pace);
  }

  private tills(tillId: string): Tills {
    const members = new Map(this.cast.members.map(({ householdId, memberId }) => [householdId, memberId]));
    return new Tills(this.ingest, tillId, (householdId) => members.get(householdId));
  }

  private async caughtUp(groups: readonly (readonly [group: string, event: string])[]): Promise<void> {
    const { platform, tell, signal } = this.options;
    for (const [group, event] of groups) {
      const topic = EVENT_CONTRACTS.find(({ name }) => name === event)?.topic.name ?? event;
      await settled(platform, group, topic, (left) => tell(`${group}: ${left} left`), signal);
    }
  }
}
