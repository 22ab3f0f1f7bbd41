import { ConsentChanged, MemberErased, type ConsentId, type Sku } from '@vitrine/contracts';
import { aConsent, anErasure, anIdentity, aPurchase, aReceiptLine } from '@vitrine/testing';
import { Chain, MasterData } from '@vitrine/runtime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyPurchases } from '../purchases/apply-purchases.js';
import { ConsentingMembers } from '../purchases/consenting-members.js';
import { KnownProducts } from '../purchases/known-products.js';
import { KnownStores } from '../purchases/known-stores.js';
import { PurchaseSurroundings } from '../purchases/purchase-surroundings.js';
import { PurchaseWrites } from '../purchases/purchase-writes.js';
import { BOOTH, RunningRecoWorker } from '../running-reco-worker.fixture.js';

const MEMBER = anIdentity().memberId!;
const TASTE = aConsent({ consentId: 'taste-1' as ConsentId, purpose: 'TASTE' });

describe('a member who is erased', () => {
  let reco: RunningRecoWorker;
  beforeEach(async () => {
    reco = await RunningRecoWorker.start();
    await reco.open('milk', 'bread');
  });
  afterEach(async () => reco.stop());

  const taste = async () => reco.infrastructure.state.memberTaste.get(BOOTH.chainId, MEMBER);
  const member = async () => reco.infrastructure.state.members.get(BOOTH.chainId, MEMBER);
  const erase = async (requestedAtMs = reco.clock.now()): Promise<void> => {
    await reco.publish(MemberErased, anErasure({ requestedAtMs }));
    await reco.settled();
  };
  /** Keys of consents whose last record in the log is not a tombstone. */
  const consentsInLog = async (): Promise<string[]> => {
    const last = new Map<string, Buffer | null>();
    for (const { topic, partition, begin, end } of await reco.infrastructure.log.ends(ConsentChanged.topic.name)) {
      for await (const { key, value } of reco.infrastructure.log.read({ topic, partition }, begin, end)) last.set(key, value);
    }
    return [...last].flatMap(([key, value]) => (value === null ? [] : [key]));
  };

  it('leaves neither record nor taste, and no consent in the log', async () => {
    await reco.buy(['milk']);
    expect(await taste()).not.toBeNull();
    await erase();
    expect([await member(), await taste()]).toEqual([null, null]);
    expect(await consentsInLog()).toEqual([]);
  });

  it('does not come back by a consent that was given before and is read after', async () => {
    reco.clock.advance(1000);
    await erase();
    await reco.publish(ConsentChanged, { ...TASTE, consentId: 'taste-2' as ConsentId, changedAtMs: reco.clock.now() - 1 });
    await reco.settled();
    await reco.buy(['milk']);
    expect([await member(), await taste()]).toEqual([null, null]);
    expect(await consentsInLog()).toEqual([]);
  });

  it('may begin anew, with what is bought from then on', async () => {
    await reco.buy(['milk']);
    await erase();
    reco.clock.advance(1000);
    await reco.publish(ConsentChanged, { ...TASTE, consentId: 'taste-2' as ConsentId, changedAtMs: reco.clock.now() });
    await reco.settled();
    await reco.buy(['bread']);
    expect((await taste())?.products.map(({ sku }) => sku)).toEqual(['bread']);
    expect(await consentsInLog()).toEqual([`${MEMBER}:taste-2`]);
    await erase(reco.clock.now() - 500);
    expect((await member())?.consents).toHaveLength(1);
  });

  it('does not come back by a receipt that was in hand meanwhile', async () => {
    const { log, state } = reco.infrastructure;
    const chain = new Chain(BOOTH.chainId);
    const people = new ConsentingMembers(chain, state.members, state.memberTaste);
    const stores = new KnownStores(state.stores, new MasterData(log, state.store), chain);
    const position = { topic: 'purchase.recorded.v1', partition: 0, offset: 0 };
    const received = [{ event: aPurchase({ lines: [aReceiptLine({ sku: 'milk' as Sku })] }), position, headers: {} }];
    const surroundings = await new PurchaseSurroundings(stores, new KnownProducts(state.products, chain), people, state.receiptLedger).of(received);
    expect(surroundings.consenting.has(MEMBER)).toBe(true);
    const effects = applyPurchases(received, surroundings);
    expect(effects.tastes).toHaveLength(1);
    await erase();
    await state.store.write(new PurchaseWrites(state.receiptLedger, state.salesStatistics, state.basketCompanions, state.memberTaste).of(effects, surroundings.consenting));
    expect(await taste()).toBeNull();
  });
});
