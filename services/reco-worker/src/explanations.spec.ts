import { ProductChanged, StockChanged, type Sku } from '@vitrine/contracts';
import { aStockCount } from '@vitrine/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Explanation } from './explanations/explanations.js';
import { product, RunningRecoWorker, skusOf, STORE } from './running-reco-worker.fixture.js';

const of = ({ candidates }: Explanation, sku: string) => candidates.find((candidate) => candidate.sku === sku);

describe('an explanation', () => {
  let reco: RunningRecoWorker;
  beforeEach(async () => {
    reco = await RunningRecoWorker.start({ VITRINE_SLATE_SIZE: '2', VITRINE_SLATE_NOVEL_PLACES: '1', VITRINE_SLATE_EXPLORATION: '0' });
    await reco.open('milk', 'bread', 'wine', 'soap', 'cheese');
    await reco.buy(['bread', 'wine'], { memberId: null });
    await reco.buy(['bread', 'wine', 'cheese'], { memberId: null });
  });
  afterEach(async () => reco.stop());

  const explained = async (member = 'member-1', store: string = STORE.storeId) => reco.get<Explanation>(`/v1/stores/${store}/members/${member}/explanation`);

  it('has the slate that the booth shows, first and in its order, with signals and what they lift', async () => {
    await reco.buy(['milk'], { daysAgo: 8 });
    await reco.buy(['milk'], { daysAgo: 3 });
    const slate = await reco.stand();
    const { body } = await explained();
    expect(body).toMatchObject({ decidedBy: 'taste', model: { version: 'built-in' }, taste: { receipts: 2, products: 1 } });
    expect(body.candidates.filter(({ verdict }) => verdict === 'SHOWN').map(({ sku }) => sku)).toEqual(skusOf(slate));
    expect(body.candidates).toHaveLength(5);
    expect(of(body, 'milk')).toMatchObject({ rank: 1, reason: 'BOUGHT_BEFORE', novel: false, propensity: 1, signals: { habit: { value: 1 }, regularity: { value: 1 } } });
    expect(of(body, 'milk')!.signals!.habit!.lift).toBeGreaterThan(0);
  });

  it('says why what is not shown is not', async () => {
    await reco.buy(['milk'], { daysAgo: 8 });
    await reco.buy(['soap'], { daysAgo: 0 });
    await reco.publish(StockChanged, aStockCount({ sku: 'wine' as Sku, onHandMilli: 0 }));
    await reco.publish(ProductChanged, product('cheese', { sensitive: true, changedAtMs: reco.clock.now() + 1 }));
    await reco.settled();
    const { body } = await explained();
    expect(['wine', 'cheese', 'soap', 'milk', 'bread'].map((sku) => of(body, sku)?.verdict)).toEqual(['OUT_OF_STOCK', 'SENSITIVE', 'BOUGHT_TODAY', 'SHOWN', 'SHOWN']);
  });

  it('of a member without purchases is that of the best sellers', async () => {
    const { body } = await explained();
    expect(body).toMatchObject({ decidedBy: 'best-sellers', taste: { receipts: 0, products: 0 } });
    expect(body.candidates[0]).toMatchObject({ sku: 'bread', verdict: 'SHOWN', reason: 'POPULAR_HERE', signals: null });
    expect(body.candidates.at(-1)?.verdict).toBe('OUTRANKED');
  });

  it('names what is not known', async () => {
    expect(await explained('nobody')).toMatchObject({ status: 404, body: { code: 'unknown_member' } });
    expect(await explained('member-1', 'nowhere')).toMatchObject({ status: 404, body: { code: 'unknown_store' } });
    expect(await explained('a%20b')).toMatchObject({ status: 422, body: { code: 'invalid_field' } });
  });
});

describe('an explanation where the policy weighs margins', () => {
  it('tells what is left after cost and discount, and what that lifts', async () => {
    const reco = await RunningRecoWorker.start({ VITRINE_SLATE_MARGIN_EMPHASIS: '2' });
    try {
      await reco.open('milk', 'bread');
      await reco.publish(ProductChanged, product('milk', { marginPercent: 70, changedAtMs: reco.clock.now() + 1 }));
      await reco.buy(['milk'], { daysAgo: 8 });
      const { body } = await reco.get<Explanation>('/v1/stores/store-1/members/member-1/explanation');
      const milk = body.candidates.find(({ sku }) => sku === 'milk')!;
      expect(milk.signals!.margin!.value).toBeCloseTo((70 - milk.discountPercent) / 100);
      expect(milk.signals!.margin!.lift).toBeGreaterThan(0);
      expect(body.candidates.find(({ sku }) => sku === 'bread')!.signals!.margin!.value).toBe(0);
    } finally {
      await reco.stop();
    }
  });
});

describe('an explanation of a deployment with keys', () => {
  it('is for who brings one', async () => {
    const reco = await RunningRecoWorker.start({}, ['k'.repeat(32)]);
    try {
      expect(await reco.get('/v1/stores/store-1/members/member-1/explanation')).toMatchObject({ status: 401, body: { code: 'unauthorised' } });
    } finally {
      await reco.stop();
    }
  });
});
