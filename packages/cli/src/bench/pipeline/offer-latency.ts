import { setTimeout as delay } from 'node:timers/promises';
import { IdentityResolved, type BoothId, type ChainId, type EventId, type MemberId, type SessionId, type StoreId } from '@vitrine/contracts';
import { EventPublisher } from '@vitrine/messaging';
import { anIdentity } from '@vitrine/testing';
import { percentile } from '../../simulate/percentile.js';
import { KeepAliveClient } from '../keep-alive-client.js';
import { Receipts } from './receipts.js';
import { BENCH_STORE, boothOf, memberOf } from './shop.js';
import { BENCH_CHAIN, type TestBed } from '../test-bed.js';

const PROBE_EVERY_MS = 200;
const LOOK_EVERY_MS = 50;
const GIVEN_UP_MS = 20_000;

/** How long it takes from sending a receipt until the booth of its buyer shows a slate that was decided with it. */
export interface OfferLatency {
  readonly receiptsPerSecond: number;
  readonly probes: number;
  /** Milliseconds. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/**
 * Sends receipts at a fixed rate, whatever the platform does (open loop), one request each. Every 200 ms one of them is a probe: its member stands at a
 * booth and is recognised again until the slate there knows the receipt. Times are taken from when the receipt was due.
 */
export async function measureOfferLatency(bed: TestBed, { rate, seconds, members }: { readonly rate: number; readonly seconds: number; readonly members: number }): Promise<OfferLatency> {
  const client = new KeepAliveClient(bed.ingest.url, 64);
  const receipts = new Receipts('latency', 0);
  const bought = new Receipts('probe', members);
  const started = performance.now();
  const running: Promise<unknown>[] = [];
  const probes: Promise<number>[] = [];
  const post = (receipt: object): Promise<string> => client.post('/v1/pos/transactions', JSON.stringify(receipt), { 'content-type': 'application/json' });
  for (let n = 0, probe = 0; n < rate * seconds; n++) {
    const due = started + (n * 1000) / rate;
    if (performance.now() < due) await delay(due - performance.now());
    if (due - started < probe * PROBE_EVERY_MS) running.push(post(receipts.one()));
    else {
      const member = probe % members;
      // A member comes again only once their last probe is over, so that each waits for its own receipt.
      const before = probes[probe - members] ?? Promise.resolve(0);
      probes.push(before.then(async () => {
        const from = probe < members ? due : performance.now();
        return new Probe(bed, member).until(() => post(bought.one(member)), from);
      }));
      probe++;
    }
  }
  await Promise.all(running);
  const latencies = await Promise.all(probes);
  client.close();
  return { receiptsPerSecond: rate, probes: latencies.length, p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95), p99: percentile(latencies, 0.99) };
}

/** One member at the booth of the same number. */
class Probe {
  private static frames = 0;
  private readonly booth;

  constructor(private readonly bed: TestBed, private readonly member: number) {
    this.booth = { chainId: BENCH_CHAIN as ChainId, storeId: BENCH_STORE as StoreId, boothId: boothOf(member) as BoothId };
  }

  async until(buy: () => Promise<unknown>, from: number): Promise<number> {
    const { infrastructure: { state } } = this.bed;
    const memberId = memberOf(this.member) as MemberId;
    const version = ((await state.memberTaste.get(this.booth.chainId, memberId))?.version ?? 0) + 1;
    await buy();
    while (performance.now() - from < GIVEN_UP_MS) {
      await this.recognise(memberId);
      await delay(LOOK_EVERY_MS);
      if (((await state.boothSessions.get(this.booth))?.tasteVersion ?? 0) >= version) return performance.now() - from;
    }
    return GIVEN_UP_MS;
  }

  private async recognise(memberId: MemberId): Promise<void> {
    const { log, state } = this.bed.infrastructure;
    const consent = (await state.members.get(this.booth.chainId, memberId))?.consents.find(({ purpose }) => purpose === 'RECOGNITION');
    const nowMs = Date.now();
    const offset = Probe.frames++;
    await new EventPublisher(log).publish(IdentityResolved, [anIdentity({
      ...this.booth, eventId: `probe/${offset}` as EventId, origin: { topic: 'bench', partition: this.member, offset }, sessionId: `probe-${this.member}` as SessionId,
      capturedAtMs: nowMs, resolvedAtMs: nowMs, memberId, consentId: consent?.consentId ?? null,
    })]);
  }
}
