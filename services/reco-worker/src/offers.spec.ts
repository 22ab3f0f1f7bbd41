import {
  ConsentChanged, IdentityResolved, ImpressionRecorded, MemberChanged, MemberErased, OfferDecided, ProductChanged, PromotionChanged, StockChanged, StoreChanged, type AnyEvent, type ConsentId,
  type EventContract, type Sku,
} from '@vitrine/contracts';
import { aConsent, aMember, anErasure, anIdentity, anImpression, aStockCount } from '@vitrine/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BOOTH, STORE, product, promotion, RunningRecoWorker, skusOf, stranger } from './running-reco-worker.fixture.js';

describe('offers at a booth', () => {
  let reco: RunningRecoWorker;
  beforeEach(async () => {
    reco = await RunningRecoWorker.start();
    await reco.open('milk', 'bread', 'wine');
    await reco.buy(['bread', 'wine'], { memberId: null });
  });
  afterEach(async () => reco.stop());

  it('fit what the member bought, and a purchase changes the next slate', async () => {
    await reco.buy(['milk'], { daysAgo: 3 });
    const first = await reco.stand();
    expect(first).toMatchObject({ audience: 'MEMBER', memberId: 'member-1', sessionId: 'session-1' });
    expect(first?.offers[0]).toMatchObject({ rank: 1, sku: 'milk', reason: 'BOUGHT_BEFORE', novel: false });
    await reco.buy(['wine'], { daysAgo: 2 });
    await reco.buy(['wine'], { daysAgo: 1 });
    const second = await reco.stand();
    expect(second?.offers[0]).toMatchObject({ sku: 'wine', reason: 'BOUGHT_BEFORE' });
  });

  it('leave out what was bought today', async () => {
    await reco.buy(['milk'], { daysAgo: 3 });
    expect(skusOf(await reco.stand())).toContain('milk');
    await reco.buy(['milk'], { daysAgo: 0 });
    expect(skusOf(await reco.stand())).not.toContain('milk');
  });

  it('are the store’s best sellers for a stranger, without a member', async () => {
    await reco.buy(['wine'], { memberId: null });
    const slate = await reco.stand(stranger());
    expect(slate).toMatchObject({ audience: 'ANONYMOUS', memberId: null });
    expect(slate?.offers.map(({ sku, reason }) => [sku, reason])).toEqual([['wine', 'POPULAR_HERE'], ['bread', 'POPULAR_HERE'], ['milk', 'DEEP_DISCOUNT']]);
  });

  it.each(['PROBABLE', 'AMBIGUOUS', 'NO_FACE', 'SPOOF'] as const)('are anonymous as soon as the outcome is %s', async (outcome) => {
    expect((await reco.stand())?.audience).toBe('MEMBER');
    expect(await reco.stand({ outcome, memberId: null, consentId: null })).toMatchObject({ audience: 'ANONYMOUS', memberId: null });
  });

  it('never carry what is out of stock, expired, sensitive or withdrawn', async () => {
    await reco.publish(StockChanged, aStockCount({ sku: 'wine' as Sku, onHandMilli: 0 }));
    await reco.publish(PromotionChanged, promotion('bread', { changedAtMs: reco.clock.now() + 1, endsAtMs: reco.clock.now() }));
    await reco.publish(ProductChanged, product('pills', { sensitive: true }), product('gone', { active: false }));
    await reco.publish(PromotionChanged, promotion('pills'), promotion('gone'));
    await reco.settled();
    expect(skusOf(await reco.stand(stranger()))).toEqual(['milk']);
    await reco.buy(['wine', 'bread', 'pills', 'milk'], { daysAgo: 2 });
    expect(skusOf(await reco.stand())).toEqual(['milk']);
  });

  it('follow what was corrected, although a clock that was ahead had announced it before', async () => {
    const aheadMs = reco.clock.now() + 5 * 3_600_000;
    await reco.publish(ProductChanged, product('milk', { changedAtMs: aheadMs, sensitive: true }));
    await reco.publish(StockChanged, aStockCount({ sku: 'wine' as Sku, countedAtMs: aheadMs, onHandMilli: 0 }));
    await reco.publish(StoreChanged, { ...STORE, changedAtMs: aheadMs, active: false });
    await reco.settled();
    await reco.publish(ProductChanged, product('milk'));
    await reco.publish(StockChanged, aStockCount({ sku: 'wine' as Sku }));
    await reco.publish(StoreChanged, STORE);
    await reco.settled();
    expect(skusOf(await reco.stand(stranger())).toSorted()).toEqual(['bread', 'milk', 'wine']);
  });

  it('know what was forgotten and announced again, also when both are read at once', async () => {
    const { log, state } = reco.infrastructure;
    const again = async <E extends AnyEvent>(contract: EventContract<E>, event: E): Promise<void> => {
      const [key, timeMs, headers] = [contract.key(event), reco.clock.now(), {}];
      await log.append(contract.topic.name, [{ key, value: null, headers, timeMs }, { key, value: contract.encode(event), headers, timeMs }]);
    };
    await again(ProductChanged, product('milk', { title: 'Milk again' }));
    await again(MemberChanged, aMember({ deniedCategories: ['Alcohol'] }));
    await again(StoreChanged, { ...STORE, title: 'Store again' });
    await reco.settled();
    expect((await state.products.get(BOOTH.chainId, 'milk' as Sku))?.title).toBe('Milk again');
    expect((await state.members.get(BOOTH.chainId, aMember().memberId))?.deniedCategories).toEqual(['Alcohol']);
    expect((await state.stores.get(BOOTH.chainId, BOOTH.storeId))?.title).toBe('Store again');
  });

  it('leave the display when a promotion on it ends', async () => {
    const endsAtMs = reco.clock.now() + 5_000;
    await reco.publish(PromotionChanged, promotion('wine', { changedAtMs: reco.clock.now() + 1, endsAtMs }));
    await reco.settled();
    expect((await reco.stand())?.validUntilMs).toBe(endsAtMs);
    reco.clock.set(endsAtMs);
    expect(await reco.shown()).toBeNull();
  });

  it('stay while nothing changes, and are decided anew when they are old', async () => {
    const first = await reco.stand();
    reco.clock.advance(5_000);
    expect((await reco.stand())?.eventId).toBe(first?.eventId);
    reco.clock.advance(20_000);
    expect((await reco.stand())?.eventId).not.toBe(first?.eventId);
    expect(await reco.logged(OfferDecided)).toHaveLength(2);
  });

  it('are decided once for an identity that comes twice', async () => {
    const identity = anIdentity({ capturedAtMs: reco.clock.now(), resolvedAtMs: reco.clock.now() });
    await reco.publish(IdentityResolved, identity, identity);
    await reco.settled();
    reco.clock.advance(30_000);
    await reco.publish(IdentityResolved, identity);
    await reco.settled();
    expect(await reco.logged(OfferDecided)).toHaveLength(1);
  });

  it('are not for a shopper who stood there long ago', async () => {
    expect(await reco.stand({ capturedAtMs: reco.clock.now() - 90_000, resolvedAtMs: reco.clock.now() - 90_000 })).toBeNull();
  });

  it('become anonymous, and stay so, once the shopper says it is somebody else', async () => {
    const slate = await reco.stand();
    await reco.publish(ImpressionRecorded, anImpression({ slateId: slate!.eventId, kind: 'NOT_ME' }));
    await reco.settled();
    expect(await reco.shown()).toMatchObject({ audience: 'ANONYMOUS', memberId: null });
    expect(await reco.stand()).toMatchObject({ audience: 'ANONYMOUS', memberId: null });
    expect(await reco.stand({ sessionId: 'session-7' as IdentityResolved['sessionId'] })).toMatchObject({ audience: 'MEMBER' });
  });

  it('count as shown for the member of the slate, whatever the display says', async () => {
    const slate = await reco.stand();
    await reco.publish(ImpressionRecorded, anImpression({ slateId: slate!.eventId }), anImpression({ eventId: 'i-2' as ImpressionRecorded['eventId'], slateId: slate!.eventId, sku: slate!.offers[0]!.sku }));
    await reco.settled();
    const shown = await reco.infrastructure.state.impressionCounts.shownSince(BOOTH.chainId, slate!.memberId!, 0);
    expect(shown.get(slate!.offers[0]!.sku)).toBe(2);
    expect(shown.get(slate!.offers[1]!.sku)).toBe(1);
  });

  it('are anonymous once the consent to be recognised is withdrawn', async () => {
    await reco.publish(ConsentChanged, aConsent({ granted: false, changedAtMs: reco.clock.now() + 1 }));
    await reco.settled();
    expect(await reco.stand()).toMatchObject({ audience: 'ANONYMOUS', memberId: null });
  });

  it('know nothing of the taste once the consent to it is withdrawn', async () => {
    const { state } = reco.infrastructure;
    await reco.buy(['milk'], { daysAgo: 3 });
    const { memberId } = anIdentity();
    expect((await state.memberTaste.get(BOOTH.chainId, memberId!))?.products).toHaveLength(1);
    await reco.publish(ConsentChanged, aConsent({ consentId: 'taste-1' as ConsentId, purpose: 'TASTE', granted: false, changedAtMs: reco.clock.now() + 1 }));
    await reco.settled();
    await reco.buy(['milk'], { daysAgo: 2 });
    expect(await state.memberTaste.get(BOOTH.chainId, memberId!)).toBeNull();
    expect((await reco.stand())?.offers[0]?.reason).toBe('POPULAR_HERE');
  });

  it('are taken down, and everything is forgotten, when the member is erased', async () => {
    const { state } = reco.infrastructure;
    await reco.buy(['milk'], { daysAgo: 3 });
    const slate = await reco.stand();
    await reco.publish(ImpressionRecorded, anImpression({ slateId: slate!.eventId }));
    await reco.settled();
    await reco.publish(MemberErased, anErasure());
    await reco.settled();
    const { memberId } = anErasure();
    expect(await reco.shown()).toBeNull();
    expect(await state.memberTaste.get(BOOTH.chainId, memberId)).toBeNull();
    expect(await state.members.get(BOOTH.chainId, memberId)).toBeNull();
    expect((await state.impressionCounts.shownSince(BOOTH.chainId, memberId, 0)).size).toBe(0);
  });
});

describe('the frequency cap', () => {
  it('counts what a member was shown at any booth of the chain', async () => {
    const reco = await RunningRecoWorker.start({ VITRINE_SLATE_SHOWN_PER_DAY: '1' });
    try {
      await reco.open('milk', 'bread');
      await reco.buy(['milk'], { daysAgo: 3 });
      const slate = await reco.stand();
      expect(skusOf(slate)).toContain('milk');
      await reco.publish(ImpressionRecorded, anImpression({ slateId: slate!.eventId, sku: 'milk' as Sku, occurredAtMs: reco.clock.now() }));
      await reco.settled();
      const elsewhere = 'booth-9' as IdentityResolved['boothId'];
      await reco.stand({ boothId: elsewhere });
      const other = await reco.infrastructure.state.offerBoard.current({ ...BOOTH, boothId: elsewhere }, reco.clock.now());
      expect(other?.slate.memberId).toBe(slate!.memberId);
      expect(skusOf(other?.slate ?? null)).not.toContain('milk');
    } finally {
      await reco.stop();
    }
  });
});

describe('what was read a moment ago', () => {
  it('serves the next decision, but for the stock, and no longer than twice the time it is kept', async () => {
    const reco = await RunningRecoWorker.start({ VITRINE_CANDIDATE_CACHE_MS: '1000' });
    const next = async (session: string): Promise<readonly string[]> => skusOf(await reco.stand({ ...stranger(), sessionId: session as IdentityResolved['sessionId'] })).toSorted();
    try {
      await reco.open('milk', 'bread', 'wine');
      expect(await next('first')).toEqual(['bread', 'milk', 'wine']);
      await reco.publish(ProductChanged, product('wine', { sensitive: true }));
      await reco.publish(StockChanged, aStockCount({ sku: 'bread' as Sku, onHandMilli: 0 }));
      await reco.settled();
      expect(await next('second')).toEqual(['milk', 'wine']);
      reco.clock.advance(2000);
      expect(await next('third')).toEqual(['milk']);
    } finally {
      await reco.stop();
    }
  });
});
