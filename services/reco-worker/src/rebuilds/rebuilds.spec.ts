import { createHash } from 'node:crypto';
import { ConsentChanged, MemberChanged, PurchaseRecorded, type ConsentId, type MemberId } from '@vitrine/contracts';
import { aConsent, aMember, anIdentity, aPurchase } from '@vitrine/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCheckpoint } from '../learner/checkpoint.js';
import { BOOTH, RunningRecoWorker } from '../running-reco-worker.fixture.js';
import type { Rebuild } from './rebuild.js';

const MEMBER = anIdentity().memberId!;
const BASKETS = [['milk', 'bread'], ['milk', 'salt', 'rice'], ['bread', 'rice'], ['milk', 'rice', 'salt', 'bread']];

describe('a rebuild from the log', () => {
  let reco: RunningRecoWorker;
  beforeEach(async () => {
    reco = await RunningRecoWorker.start();
    await reco.open('milk', 'bread', 'salt', 'rice');
  });
  afterEach(async () => reco.stop());

  const taste = async (member: MemberId = MEMBER) => reco.infrastructure.state.memberTaste.get(BOOTH.chainId, member);
  const start = async (what: string): Promise<{ rebuildId: string }> => (await reco.post<{ rebuildId: string }>('/v1/rebuilds', { what })).body;
  const outcome = async (rebuildId: string): Promise<Rebuild> => {
    const get = async (): Promise<Rebuild> => (await reco.get<Rebuild>(`/v1/rebuilds/${rebuildId}`)).body;
    await expect.poll(async () => (await get()).status, { timeout: 15_000, interval: 10 }).not.toBe('running');
    return get();
  };
  const rebuild = async (what: string): Promise<Rebuild> => outcome((await start(what)).rebuildId);

  it('gives the tastes that the live path made, whatever had become of them', async () => {
    for (const skus of BASKETS) await reco.buy(skus);
    await reco.buy(['milk'], { kind: 'RETURN' });
    const live = await taste();
    const { store, memberTaste } = reco.infrastructure.state;
    await store.write([memberTaste.put({ ...live!, version: 99, products: [] }, 0)]);
    expect(await rebuild('taste')).toMatchObject({ status: 'done', progress: 1 });
    expect(await taste()).toEqual(live);
  });

  it('takes place while receipts go on coming, and counts each of them once', async () => {
    for (const skus of BASKETS) await reco.buy(skus);
    const { rebuildId } = await start('taste');
    const during = Array.from({ length: 60 }, (_, number) => aPurchase({ memberId: MEMBER, sequenceNumber: 1000 + number, occurredAtMs: reco.clock.now(), lines: aPurchase().lines.map((line) => ({ ...line, sku: 'milk' as never })) }));
    for (const purchase of during) await reco.publish(PurchaseRecorded, purchase);
    expect((await outcome(rebuildId)).status).toBe('done');
    await reco.settled();
    expect(await taste()).toMatchObject({ receipts: BASKETS.length + during.length, version: BASKETS.length + during.length });
    const live = await taste();
    await rebuild('taste');
    expect(await taste()).toEqual(live);
  });

  it('does not bring back the taste of a member who withdrew', async () => {
    await reco.buy(['milk', 'bread']);
    const { store, memberTaste } = reco.infrastructure.state;
    await reco.publish(ConsentChanged, aConsent({ consentId: 'taste-1' as ConsentId, purpose: 'TASTE', granted: false, changedAtMs: reco.clock.now() }));
    await reco.settled();
    await store.write([memberTaste.forget(BOOTH.chainId, MEMBER)]);
    await rebuild('taste');
    expect(await taste()).toBeNull();
  });

  it('keeps out what came in before the member consented, also when it comes again from the log', async () => {
    const member = 'member-2' as MemberId;
    await reco.publish(MemberChanged, aMember({ memberId: member }));
    await reco.buy(['milk', 'salt'], { memberId: member });
    reco.clock.advance(1000);
    await reco.publish(ConsentChanged, aConsent({ memberId: member, consentId: 'taste-2' as ConsentId, purpose: 'TASTE', changedAtMs: reco.clock.now() }));
    await reco.settled();
    await reco.buy(['bread'], { memberId: member });
    const live = await taste(member);
    expect(live?.products.map(({ sku }) => sku)).toEqual(['bread']);
    await rebuild('taste');
    expect(await taste(member)).toEqual(live);
  });

  it('of the vectors gives the bits that were learnt live', async () => {
    for (const skus of BASKETS) await reco.buy(skus);
    const space = { chainId: BOOTH.chainId, region: 'region-1' as never };
    const { learnerSnapshots, productVectors } = reco.infrastructure.state;
    const checkpoint = async () => readCheckpoint((await learnerSnapshots.get(space))!, { dim: 8, passes: 2, replays: 2 });
    const learnt = async (): Promise<number> => ((await learnerSnapshots.get(space)) === null ? 0 : (await checkpoint()).learner.baskets);
    await expect.poll(learnt, { timeout: 15_000, interval: 10 }).toBe(BASKETS.length);
    const before = createHash('sha256').update((await checkpoint()).learner.snapshot()).digest('hex');
    await productVectors.replaceAll(space, []);
    expect((await rebuild('vectors')).status).toBe('done');
    expect(createHash('sha256').update((await checkpoint()).learner.snapshot()).digest('hex')).toBe(before);
    expect(await productVectors.size(space)).toBe(4);
    await reco.buy(['milk', 'bread']);
    await expect.poll(learnt, { timeout: 15_000, interval: 10 }).toBe(BASKETS.length + 1);
  });

  it('of what is not known is refused, and of vectors where nothing was learnt here says so', async () => {
    expect((await reco.post('/v1/rebuilds', { what: 'everything' })).status).toBe(422);
    expect((await reco.get('/v1/rebuilds/none')).status).toBe(404);
    expect(await rebuild('vectors')).toMatchObject({ status: 'failed', reason: expect.stringContaining('is not the learner') as unknown });
  });
});
