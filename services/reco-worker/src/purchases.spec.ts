import { BasketSold, EVENT_CONTRACTS, ProductChanged, PurchaseRecorded, type EventId, type Sku, type StoreId } from '@vitrine/contracts';
import { DeadLetterDesk } from '@vitrine/messaging';
import { anIdentity, aPurchase, aReceiptLine } from '@vitrine/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BOOTH, product, RunningRecoWorker } from './running-reco-worker.fixture.js';

const MEMBER = anIdentity().memberId!;
const MILK = 'milk' as Sku;

describe('receipts', () => {
  let reco: RunningRecoWorker;
  beforeEach(async () => {
    reco = await RunningRecoWorker.start();
    await reco.open('milk', 'bread');
  });
  afterEach(async () => reco.stop());

  const sold = async (): Promise<number | undefined> => (await reco.infrastructure.state.salesStatistics.inStore(BOOTH.chainId, BOOTH.storeId, [MILK])).get(MILK);
  const taste = async () => reco.infrastructure.state.memberTaste.get(BOOTH.chainId, MEMBER);

  it('count once, however often the till or the log repeats them', async () => {
    const purchase = await reco.buy(['milk', 'bread']);
    await reco.publish(PurchaseRecorded, purchase, purchase);
    await reco.settled();
    await reco.publish(PurchaseRecorded, purchase);
    await reco.settled();
    expect(await sold()).toBe(1);
    expect(await taste()).toMatchObject({ version: 1, receipts: 1 });
    expect(await reco.logged(BasketSold)).toMatchObject([{ eventId: purchase.eventId, skus: ['milk', 'bread'], region: 'region-1' }]);
  });

  it('are taken back by a void', async () => {
    const purchase = await reco.buy(['milk', 'bread']);
    await reco.buy(['milk', 'bread'], { kind: 'VOID', corrects: purchase.eventId });
    expect(await sold()).toBe(0);
    expect(await taste()).toMatchObject({ version: 2, receipts: 0, products: [], recent: [] });
    expect(await reco.logged(BasketSold)).toHaveLength(1);
  });

  it('are taken back by a return as far as it goes', async () => {
    await reco.buy([], { lines: [aReceiptLine({ sku: MILK, quantityMilli: 3_000 })] });
    await reco.buy([], { kind: 'RETURN', lines: [aReceiptLine({ sku: MILK, quantityMilli: 1_000 })] });
    expect((await taste())?.products).toMatchObject([{ sku: 'milk', receipts: 1, quantityMilli: 2_000 }]);
  });

  it('of things never bought teach nothing, and leave no count below zero', async () => {
    await reco.buy(['milk'], { kind: 'RETURN' });
    expect(await sold()).toBe(0);
    expect((await taste())?.products ?? []).toEqual([]);
    expect(await reco.logged(BasketSold)).toEqual([]);
    await reco.buy(['bread']);
    expect((await reco.stand())?.offers.map(({ sku }) => sku)).toContain('bread');
  });

  it('are counted by the hour on the store’s clock', async () => {
    await reco.buy(['milk'], { occurredAtMs: Date.UTC(2026, 2, 1, 23, 30) });
    const inHour = async (hour: number) => (await reco.infrastructure.state.salesStatistics.inHour(BOOTH.chainId, BOOTH.storeId, hour, [MILK])).get(MILK);
    expect([await inHour(0), await inHour(23)]).toEqual([1, 0]);
  });

  it('teach nothing of sensitive and unknown products', async () => {
    await reco.publish(ProductChanged, product('pills', { sensitive: true }));
    await reco.settled();
    await reco.buy(['pills', 'milk', 'unknown']);
    expect((await taste())?.products.map(({ sku }) => sku)).toEqual(['milk']);
    expect((await reco.logged(BasketSold))[0]?.skus).toEqual(['milk']);
  });

  it('of a store that nobody announced, and under an id that is not their own, are put aside and hold nothing up', async () => {
    const lines = [aReceiptLine({ sku: MILK })];
    const foreign = aPurchase({ storeId: 'nowhere' as StoreId, sequenceNumber: 77, lines });
    const { eventId } = aPurchase({ sequenceNumber: 78 });
    await reco.publish(PurchaseRecorded, foreign, aPurchase({ eventId: 'something' as EventId, lines }), aPurchase({ eventId, sequenceNumber: 79, lines }));
    await reco.buy(['milk']);
    expect(await sold()).toBe(1);
    const letters = await new DeadLetterDesk(reco.infrastructure.log, EVENT_CONTRACTS, { nowMs: reco.clock.now }).list();
    expect(letters.map(({ letter: { reason } }) => `${reason.code} ${reason.detail}`).toSorted()).toEqual([
      'invalid_record eventId: chain-1:store-1:2026-03-02:till-1:78 is not that of the receipt, chain-1:store-1:2026-03-02:till-1:79',
      'invalid_record eventId: something is not that of the receipt, chain-1:store-1:2026-03-02:till-1:1',
      'invalid_record storeId: nowhere is no store of this chain',
    ]);
  });

  it('without a member are sold but nobody’s taste', async () => {
    await reco.buy(['milk', 'bread'], { memberId: null });
    expect(await sold()).toBe(1);
    expect(await taste()).toBeNull();
    expect(await reco.logged(BasketSold)).toHaveLength(1);
  });
});
