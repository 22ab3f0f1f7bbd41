import { BasketSold, EVENT_CONTRACTS, PurchaseRecorded, type AnyEvent, type EventContract, type Sku } from '@vitrine/contracts';
import { DeadLetterDesk, DeadLetters, type NewRecord } from '@vitrine/messaging';
import { anIdentity, aPurchase, aReceiptLine } from '@vitrine/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GROUPS } from './groups.js';
import { readCheckpoint } from './learner/checkpoint.js';
import { BOOTH, RunningRecoWorker } from './running-reco-worker.fixture.js';

const MILK = 'milk' as Sku;

describe('what is replayed from the dead letters', () => {
  let reco: RunningRecoWorker;
  beforeEach(async () => {
    reco = await RunningRecoWorker.start();
    await reco.open('milk', 'bread');
  });
  afterEach(async () => reco.stop());

  const desk = (): DeadLetterDesk => new DeadLetterDesk(reco.infrastructure.log, EVENT_CONTRACTS, { nowMs: reco.clock.now });
  const sold = async (): Promise<number | undefined> => (await reco.infrastructure.state.salesStatistics.inStore(BOOTH.chainId, BOOTH.storeId, [MILK])).get(MILK);

  async function putAside<E extends AnyEvent>(contract: EventContract<E>, event: E, group: string): Promise<void> {
    const { name: topic } = contract.topic;
    const record = { key: contract.key(event), value: contract.encode(event), headers: {}, timeMs: 1, position: { topic, partition: 0, offset: 0 } };
    await new DeadLetters(reco.infrastructure.log).publish({ topic, partition: 0, group }, record, { code: 'unknown_schema', detail: 'written by a newer release' });
  }

  /** Appends again what a replay appended: what is there when a crash came before the replay was noted and it was repeated. */
  async function repeatReplay(topic: string): Promise<void> {
    const { log } = reco.infrastructure;
    const replayed: NewRecord[] = [];
    for (const { partition, begin, end } of await log.ends(topic)) {
      for await (const record of log.read({ topic, partition }, begin, end)) if (record.headers['replay-group'] !== undefined) replayed.push(record);
    }
    await log.append(topic, replayed);
    await reco.settled();
  }

  it('counts a receipt once, however often it is replayed', async () => {
    const purchase = aPurchase({ memberId: anIdentity().memberId, occurredAtMs: reco.clock.now(), lines: [aReceiptLine({ sku: MILK })] });
    await putAside(PurchaseRecorded, purchase, GROUPS.purchases);
    const ids = (await desk().list({ status: 'waiting' })).map(({ id }) => id);
    for (const expected of ['replayed', 'already-replayed']) {
      expect((await desk().replay(ids)).map(({ outcome }) => outcome)).toEqual([expected]);
      await reco.settled();
    }
    await repeatReplay(PurchaseRecorded.topic.name);
    expect(await sold()).toBe(1);
    expect(await reco.infrastructure.state.memberTaste.get(BOOTH.chainId, purchase.memberId!)).toMatchObject({ receipts: 1 });
    expect(await reco.logged(BasketSold)).toHaveLength(1);
  });

  it('is taken by no other group than the one that put it aside', async () => {
    await putAside(PurchaseRecorded, aPurchase({ occurredAtMs: reco.clock.now(), lines: [aReceiptLine({ sku: MILK })] }), 'another.group');
    await desk().replay((await desk().list()).map(({ id }) => id));
    await reco.settled();
    expect(await sold()).toBe(0);
  });

  it('teaches the learner a basket once, although baskets derived after it were learnt before', async () => {
    await reco.buy(['milk', 'bread']);
    await reco.buy(['milk', 'bread']);
    const [, second] = await reco.logged(BasketSold);
    const learnt = async (): Promise<number> => {
      const bytes = await reco.infrastructure.state.learnerSnapshots.get({ chainId: BOOTH.chainId, region: second!.region });
      return bytes === null ? 0 : readCheckpoint(bytes, { dim: 8, passes: 2, replays: 2 }).learner.baskets;
    };
    const untilLearnt = async (baskets: number): Promise<void> => { await expect.poll(learnt, { timeout: 15_000, interval: 10 }).toBe(baskets); };
    const basket: BasketSold = { ...second!, eventId: 'late' as BasketSold['eventId'], origin: { ...second!.origin, offset: 0 }, skus: ['milk' as Sku, 'salt' as Sku, 'rice' as Sku] };
    await untilLearnt(2);
    await putAside(BasketSold, basket, GROUPS.learner);
    await desk().replay((await desk().list()).map(({ id }) => id));
    await untilLearnt(3);
    await repeatReplay(BasketSold.topic.name);
    await reco.buy(['milk', 'bread']);
    await untilLearnt(4);
  });
});
