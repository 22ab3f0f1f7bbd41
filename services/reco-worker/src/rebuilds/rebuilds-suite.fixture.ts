import { createHash } from 'node:crypto';
import { ConsentChanged, MemberChanged, ProductChanged, PromotionChanged, PurchaseRecorded, StockChanged, type ConsentId, type MemberId, type PromotionId, type Sku } from '@vitrine/contracts';
import { weekOf } from '@vitrine/recommender';
import { aConsent, aMember, anIdentity, aPurchase, aReceiptLine, aStockCount } from '@vitrine/testing';
import type { Rebuild } from '@vitrine/runtime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCheckpoint } from '../learner/checkpoint.js';
import { BOOTH, promotion, STORE, type RunningRecoWorker } from '../running-reco-worker.fixture.js';

const MEMBER = anIdentity().memberId!;
const SKUS = ['milk', 'bread', 'salt', 'rice'] as Sku[];
const SPACE = { chainId: BOOTH.chainId, region: STORE.region };
const BASKETS = [['milk', 'bread'], ['milk', 'salt', 'rice'], ['bread', 'rice'], ['milk', 'rice', 'salt', 'bread']];

const counted = async (counts: Promise<ReadonlyMap<Sku, number>>): Promise<readonly number[]> => [...(await counts).values()];

/** What rebuilds promise, whatever the state is kept in. */
export function describeRebuilds(name: string, start: () => Promise<RunningRecoWorker>): void {
  describe(`a rebuild from the log, ${name}`, () => {
    let reco: RunningRecoWorker;
    beforeEach(async () => {
      reco = await start();
      await reco.open('milk', 'bread', 'salt', 'rice');
    });
    afterEach(async () => reco.stop());

    const taste = async (member: MemberId = MEMBER) => reco.infrastructure.state.memberTaste.get(BOOTH.chainId, member);
    const begin = async (what: string): Promise<{ rebuildId: string }> => (await reco.post<{ rebuildId: string }>('/v1/rebuilds', { what })).body;
    const outcome = async (rebuildId: string): Promise<Rebuild> => {
      const get = async (): Promise<Rebuild> => (await reco.get<Rebuild>(`/v1/rebuilds/${rebuildId}`)).body;
      await expect.poll(async () => (await get()).status, { timeout: 15_000, interval: 10 }).not.toBe('running');
      return get();
    };
    /** Everything that offers are decided from, tastes and vectors aside. */
    const offersState = async () => {
      const { state } = reco.infrastructure;
      const { chainId, storeId } = BOOTH;
      return {
        stores: await state.stores.list(chainId), products: await state.products.getMany(chainId, SKUS), members: await state.members.get(chainId, MEMBER),
        promotions: (await state.promotions.validAt(chainId, storeId, reco.clock.now())).toSorted((a, b) => (a.promotionId < b.promotionId ? -1 : 1)),
        stock: await state.stock.onHand(chainId, storeId, SKUS), inStore: await counted(state.salesStatistics.inStore(chainId, storeId, SKUS)),
        inHours: await Promise.all(Array.from({ length: 24 }, async (_, hour) => counted(state.salesStatistics.inHour(chainId, storeId, hour, SKUS)))),
        inWeek: await counted(state.salesStatistics.inWeek(chainId, weekOf(reco.clock.now()), SKUS)),
        weights: await state.basketCompanions.weights(SPACE, [...SKUS, 'ghost' as Sku]), companions: await state.basketCompanions.of(SPACE, SKUS),
      };
    };
    const rebuild = async (what: string): Promise<Rebuild> => outcome((await begin(what)).rebuildId);

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
      const { rebuildId } = await begin('taste');
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

    it('of offers gives what the live path made, whatever had become of it', async () => {
      for (const skus of BASKETS) await reco.buy(skus);
      const voided = await reco.buy(['milk', 'salt'], { memberId: null });
      await reco.buy(['milk', 'salt'], { kind: 'VOID', corrects: voided.eventId, memberId: null });
      await reco.buy(['rice'], { kind: 'RETURN' });
      await reco.publish(StockChanged, aStockCount({ sku: 'milk' as Sku, onHandMilli: 7_000 }));
      await reco.publish(PromotionChanged, promotion('salt', { changedAtMs: reco.clock.now() + 1, discountPercent: 35 }));
      await reco.settled();
      const live = await offersState();
      const { state } = reco.infrastructure;
      const { chainId, storeId } = BOOTH;
      await state.products.forget(chainId, 'salt' as Sku, await reco.offsetOf(ProductChanged, 'salt'));
      await state.store.write([
        state.salesStatistics.count(chainId, storeId, 9, ['milk', 'bread'] as Sku[], 1), state.salesStatistics.countInWeek(chainId, weekOf(reco.clock.now()), ['rice'] as Sku[], 1),
        state.basketCompanions.count(SPACE, { skus: ['milk', 'ghost'] as Sku[], units: 5 }, 1),
        state.promotions.put({ ...promotion('milk'), promotionId: 'ghost' as PromotionId, discountPercent: 90 }), state.stock.put({ ...aStockCount({ sku: 'milk' as Sku }), countedAtMs: Number.MAX_SAFE_INTEGER, onHandMilli: 0 }),
      ]);
      expect(await offersState()).not.toEqual(live);
      expect(await rebuild('offers')).toMatchObject({ status: 'done', progress: 1 });
      expect(await offersState()).toEqual(live);
    });

    it('of offers takes place while everything goes on coming, and misses none of it', async () => {
      for (const skus of BASKETS) await reco.buy(skus);
      const { rebuildId } = await begin('offers');
      const during = Array.from({ length: 60 }, (_, number) => aPurchase({ memberId: null, sequenceNumber: 1000 + number, occurredAtMs: reco.clock.now(), lines: ['milk', 'rice'].map((sku) => aReceiptLine({ sku: sku as Sku })) }));
      for (const [number, purchase] of during.entries()) {
        await reco.publish(PurchaseRecorded, purchase);
        if (number % 10 === 0) await reco.publish(PromotionChanged, promotion('bread', { changedAtMs: reco.clock.now() + number, discountPercent: number + 1 }));
      }
      expect((await outcome(rebuildId)).status).toBe('done');
      await reco.settled();
      const live = await offersState();
      expect(live.inStore).toEqual([3 + 60, 3, 2, 3 + 60]);
      expect(live.promotions.find(({ sku }) => sku === 'bread')?.discountPercent).toBe(51);
      await rebuild('offers');
      expect(await offersState()).toEqual(live);
    });

    it('of offers lets the slate in front of a shopper be decided anew', async () => {
      const before = await reco.stand();
      expect((await reco.stand())?.eventId).toBe(before?.eventId);
      await rebuild('offers');
      expect((await reco.stand())?.eventId).not.toBe(before?.eventId);
    });

    it('of the vectors gives the bits that were learnt live', async () => {
      for (const skus of BASKETS) await reco.buy(skus);
      const space = SPACE;
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
}
