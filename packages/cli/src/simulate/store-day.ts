import { setTimeout as sleep } from 'node:timers/promises';
import type { IdentityResolved, OfferDecided } from '@vitrine/contracts';
import type { Clock } from '@vitrine/runtime';
import { SAMPLE_BOOTH } from './back-office.js';
import type { ApiClient } from './api-client.js';
import { Sighting } from './camera.js';
import type { SamplePerson } from './face-photographs.js';
import type { Observations, Seen } from './observations.js';
import { percentiles, type StoreDayReport, type Visit } from './report.js';
import type { SampleReceipt } from './sample-data.js';
import type { Tills } from './tills.js';

const PATIENCE_MS = 15_000;
/** Time between two frames of a session. */
const FRAME_MS = 400;
/** Frames after which a shopper who was not named is a stranger to the booth. */
const MOST_FRAMES = 3;
/** How long a booth is left to a visitor after their last frame. */
const GIVE_WAY_MS = 90_000;

/** A member of the sample: whose face, which history, which store. */
export interface SampleMember {
  readonly memberId: string;
  readonly householdId: string;
  readonly homeStoreId: string;
  readonly person: SamplePerson;
}

export interface StoreDayCast {
  readonly members: readonly SampleMember[];
  readonly strangers: readonly SamplePerson[];
  /** Receipts of the day. */
  readonly receipts: readonly SampleReceipt[];
}

/** What a day is played with. */
export interface Scene {
  readonly ingest: ApiClient;
  readonly tills: Tills;
  readonly seen: Observations;
  readonly clock: Clock;
  readonly tell: (line: string) => void;
}

/** What a day waits for; each resolves when the platform knows everything sold so far, or at once. */
export interface Pace {
  readonly beforeVisit: () => Promise<void>;
  /** Null: frames go on at once after a purchase, and the time to the next offer is measured. */
  readonly afterPurchase: (() => Promise<void>) | null;
}

/** Plays a day: shoppers step up to booths, tills ring, and what the platform makes of it is written down. */
export class StoreDay {
  private recognised = 0;
  private misidentified = 0;
  private sightings = 0;
  private strangerSightings = 0;
  private purchases = 0;
  private offers = 0;
  private offersWatched = 0;
  private offersChanged = 0;
  private readonly visits: Visit[] = [];
  private readonly frameToIdentity: number[] = [];
  private readonly purchaseToOffer: number[] = [];

  constructor(private readonly scene: Scene, private readonly pace: Pace) {}

  /** Plays the whole cast once. Members buy while they stand at the booth. @param pauseMs pause after each visit */
  async play({ members, strangers, receipts }: StoreDayCast, signal: AbortSignal, pauseMs = 0): Promise<void> {
    const queue = [...receipts];
    for (const [index, member] of members.entries()) {
      signal.throwIfAborted();
      await this.ring(queue, Math.ceil(receipts.length / (members.length + 1)));
      await this.pace.beforeVisit();
      await this.memberVisit(member, receipts);
      const stranger = strangers[index % Math.max(1, strangers.length)];
      await pause(pauseMs, signal);
      if (stranger === undefined || index >= strangers.length) continue;
      await this.pace.beforeVisit();
      await this.strangerVisit(stranger, member.homeStoreId);
      await pause(pauseMs, signal);
    }
    await this.ring(queue, queue.length);
  }

  report(members: number): StoreDayReport {
    const { recognised, misidentified, sightings, purchases, offers, offersChanged, offersWatched, visits, strangerSightings: strangers } = this;
    return {
      members, sightings, recognised, misidentified, strangers, purchases, offers, offersChanged, offersWatched, visits,
      latencyMs: { frameToIdentity: percentiles(this.frameToIdentity), purchaseToOffer: percentiles(this.purchaseToOffer) },
    };
  }

  /** A member steps up, is recognised, sees offers, buys what is on top of them, and sees the offers change. */
  async memberVisit(member: SampleMember, receipts: readonly SampleReceipt[]): Promise<void> {
    if (this.givesWay(member.homeStoreId)) return;
    const sighting = this.stepUp(member.homeStoreId, member.person);
    const identity = await this.recognise(sighting);
    if (identity?.event.memberId === member.memberId) this.recognised++;
    else if (identity?.event.outcome === 'MEMBER') this.misidentified++;
    const slate = await this.firstSlate(sighting, identity?.event.outcome === 'MEMBER' ? 'MEMBER' : 'ANONYMOUS');
    this.scene.tell(`${member.memberId} at booth ${member.homeStoreId}/${SAMPLE_BOOTH}: ${identity?.event.outcome ?? 'no identity'}, ${slate?.event.offers.length ?? 0} offers (${slate?.event.audience ?? 'none'})`);
    const next = slate?.event.audience === 'MEMBER' ? await this.buyAtBooth(member, sighting, slate, receipts) : null;
    this.note(sighting, identity, slate, next);
  }

  async strangerVisit(person: SamplePerson, storeId: string): Promise<void> {
    if (this.givesWay(storeId)) return;
    this.strangerSightings++;
    const sighting = this.stepUp(storeId, person);
    const identity = await this.recognise(sighting);
    if (identity?.event.outcome === 'MEMBER') this.misidentified++;
    const slate = await this.firstSlate(sighting, identity?.event.outcome === 'MEMBER' ? 'MEMBER' : 'ANONYMOUS');
    this.note(sighting, identity, slate, null);
    this.scene.tell(`a stranger at booth ${storeId}/${SAMPLE_BOOTH}: ${identity?.event.outcome ?? 'no identity'}, ${slate?.event.offers.length ?? 0} offers (${slate?.event.audience ?? 'none'})`);
  }

  private note({ storeId, person: { person } }: Sighting, identity: Seen<IdentityResolved> | null, slate: Seen<OfferDecided> | null, next: Seen<OfferDecided> | null): void {
    this.visits.push({
      storeId, person, outcome: identity?.event.outcome ?? null, memberId: identity?.event.memberId ?? null,
      offers: skusOf(slate?.event), offersAfterPurchase: next === null ? null : skusOf(next.event),
    });
  }

  /** Sample shoppers leave a booth to a visitor for a while, also in the middle of their own visit: the newest frame decides whom a booth is for. */
  private givesWay(storeId: string): boolean {
    return this.scene.clock.nowMs() - (this.scene.seen.visitorSeenAt(storeId) ?? 0) < GIVE_WAY_MS;
  }

  private stepUp(storeId: string, person: SamplePerson): Sighting {
    this.sightings++;
    const sighting = new Sighting(this.scene.ingest, storeId, SAMPLE_BOOTH, person, this.scene.clock);
    this.scene.seen.expect(sighting.sessionId);
    return sighting;
  }

  /** Sends frames, one after another's decision, until they name a member or a visitor comes; the newest decision. A stranger stays for as many. */
  private async recognise(sighting: Sighting): Promise<Seen<IdentityResolved> | null> {
    let newest: Seen<IdentityResolved> | null = null;
    for (let sent = 0; sent < MOST_FRAMES && newest?.event.outcome !== 'MEMBER' && !this.givesWay(sighting.storeId); sent++) {
      await sighting.frame();
      const identity = await this.scene.seen.until(() => this.scene.seen.identitiesOf(sighting.sessionId)[sent], PATIENCE_MS);
      if (identity === null) break;
      this.frameToIdentity.push(identity.event.resolvedAtMs - identity.event.capturedAtMs);
      newest = identity;
    }
    return newest;
  }

  /** The first slate for this audience: until a member is named, the booth shows what it shows to everybody. */
  private async firstSlate(sighting: Sighting, audience: OfferDecided['audience']): Promise<Seen<OfferDecided> | null> {
    const slates = (): readonly Seen<OfferDecided>[] => this.scene.seen.slatesOf(sighting.sessionId);
    await this.scene.seen.until(() => slates().find(({ event }) => event.audience === audience), PATIENCE_MS);
    const place = slates().findIndex(({ event }) => event.audience === audience);
    return place < 0 ? null : this.slate(sighting, place);
  }

  private async slate(sighting: Sighting, after: number): Promise<Seen<OfferDecided> | null> {
    const slate = await this.scene.seen.until(() => this.scene.seen.slatesOf(sighting.sessionId)[after], PATIENCE_MS);
    if (slate !== null) this.offers += slate.event.offers.length;
    return slate;
  }

  private async buyAtBooth(member: SampleMember, sighting: Sighting, slate: Seen<OfferDecided>, receipts: readonly SampleReceipt[]): Promise<Seen<OfferDecided> | null> {
    const wanted = slate.event.offers.slice(0, 2).map(({ sku }) => ({ sku, quantity: 1, unitPriceMinor: priceOf(sku, receipts), discountMinor: 0 }));
    if (wanted.length === 0) return null;
    const soldAt = this.scene.clock.nowMs();
    await this.sell({ storeId: member.homeStoreId, memberId: member.householdId, occurredAtMs: soldAt, lines: wanted }, soldAt);
    this.offersWatched++;
    await this.pace.afterPurchase?.();
    const before = this.scene.seen.slatesOf(sighting.sessionId).length;
    const frames = setInterval(() => {
      if (!this.givesWay(sighting.storeId)) sighting.frame().catch(() => undefined);
    }, FRAME_MS);
    const next = await this.slate(sighting, before).finally(() => clearInterval(frames));
    if (next === null) return null;
    if (this.pace.afterPurchase === null) this.purchaseToOffer.push(next.atMs - soldAt);
    if (!same(next.event, slate.event)) this.offersChanged++;
    this.scene.tell(`${member.memberId} bought ${wanted.map(({ sku }) => sku).join(' and ')}; the offers ${same(next.event, slate.event) ? 'stayed' : 'changed'} after ${next.atMs - soldAt} ms`);
    return next;
  }

  private async ring(queue: SampleReceipt[], count: number): Promise<void> {
    for (const receipt of queue.splice(0, count)) await this.sell(receipt, this.scene.clock.nowMs());
  }

  private async sell(receipt: SampleReceipt, nowMs: number): Promise<void> {
    await this.scene.tills.sell(receipt, nowMs);
    this.purchases++;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal });
}

function skusOf(slate: OfferDecided | undefined): string[] {
  return slate?.offers.map(({ sku }) => sku) ?? [];
}

function same(one: OfferDecided, other: OfferDecided): boolean {
  return skusOf(one).join(' ') === skusOf(other).join(' ');
}

/** Shelf price last seen in the receipts; a product that none carries costs 1.99. */
function priceOf(sku: string, receipts: readonly SampleReceipt[]): number {
  return receipts.flatMap(({ lines }) => lines).findLast((line) => line.sku === sku)?.unitPriceMinor ?? 199;
}
