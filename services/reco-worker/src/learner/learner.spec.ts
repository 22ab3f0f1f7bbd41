import { createHash } from 'node:crypto';
import { BasketSold, ModelPublished, type CatalogueRegion, type EventId, type ModelVersion, type Sku } from '@vitrine/contracts';
import { word2vecModel } from '@vitrine/state';
import { aBasket, aPublishedModel } from '@vitrine/testing';
import { StreamLearner } from '@vitrine/word2vec';
import { afterEach, describe, expect, it } from 'vitest';
import { RunningRecoWorker } from '../running-reco-worker.fixture.js';
import { readCheckpoint } from './checkpoint.js';

const SPACE = { chainId: aBasket().chainId, region: aBasket().region };
const OPTIONS = { dim: 8, passes: 2, replays: 2 };
const ITEMS = ['a', 'b', 'c', 'd', 'e', 'f'] as Sku[];

/** Baskets that derive from one partition of receipts; the n-th is always the same. */
const baskets = (from: number, to: number): BasketSold[] =>
  Array.from({ length: to - from }, (_, i) => from + i).map((n) =>
    aBasket({ eventId: `receipt-${n}` as EventId, origin: { topic: 'purchase.recorded.v1', partition: 0, offset: n }, skus: [ITEMS[n % 6]!, ITEMS[(n * 5 + 1) % 6]!, ITEMS[(n + 3) % 6]!] }));

/** A receipt of a staple and sixty products that are never sold again. */
const wholesale = (n: number): BasketSold =>
  aBasket({ eventId: `wholesale-${n}` as EventId, origin: { topic: 'purchase.recorded.v1', partition: 0, offset: n }, skus: ['staple', ...Array.from({ length: 60 }, (_, i) => `once-${n}-${i}`)] as Sku[] });

/** What a learner makes of the first `count` baskets. */
function learnt(count: number, options = OPTIONS): StreamLearner {
  const learner = new StreamLearner(options);
  for (const { eventId, skus } of baskets(0, count)) learner.learn({ eventId, items: skus });
  return learner;
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('the learner', () => {
  let reco: RunningRecoWorker;
  afterEach(async () => reco.stop());

  /** The state's snapshot once it has caught up with so many baskets. */
  async function snapshotAfter(count: number): Promise<Uint8Array> {
    const read = async (): Promise<number> => {
      const bytes = await reco.infrastructure.state.learnerSnapshots.get(SPACE);
      return bytes === null ? 0 : readCheckpoint(bytes, OPTIONS).learner.baskets;
    };
    await expect.poll(read, { timeout: 15_000, interval: 10 }).toBe(count);
    return readCheckpoint((await reco.infrastructure.state.learnerSnapshots.get(SPACE))!, OPTIONS).learner.snapshot();
  }

  it('gives the bits of a plain fold over the log, across batches and restarts', async () => {
    reco = await RunningRecoWorker.start();
    await reco.publish(BasketSold, ...baskets(0, 7));
    await reco.settled();
    await reco.restart();
    for (const basket of baskets(7, 12)) await reco.publish(BasketSold, basket);
    await reco.settled();
    await reco.restart();
    await reco.publish(BasketSold, ...baskets(12, 20));
    expect(digest(await snapshotAfter(20))).toBe(digest(learnt(20).snapshot()));
  });

  it('learns a basket once that was published twice', async () => {
    reco = await RunningRecoWorker.start();
    await reco.publish(BasketSold, ...baskets(0, 6), ...baskets(2, 6), ...baskets(6, 9));
    expect(digest(await snapshotAfter(9))).toBe(digest(learnt(9).snapshot()));
    await reco.restart();
    await reco.publish(BasketSold, ...baskets(5, 10));
    expect(digest(await snapshotAfter(10))).toBe(digest(learnt(10).snapshot()));
  });

  it('goes on from its snapshot and learns again what no snapshot covered', async () => {
    reco = await RunningRecoWorker.start({ VITRINE_LEARNER_COMMIT_BASKETS: '1000000', VITRINE_LEARNER_COMMIT_MS: '3600000' });
    await reco.publish(BasketSold, ...baskets(0, 8));
    await reco.settled();
    expect(await reco.infrastructure.state.learnerSnapshots.get(SPACE)).toBeNull();
    await reco.restart();
    expect(digest(await snapshotAfter(8))).toBe(digest(learnt(8).snapshot()));
  });

  it('is taken over by a hot standby that ends with the same bits', async () => {
    reco = await RunningRecoWorker.start({ VITRINE_LEARNER_COMMIT_BASKETS: '4' });
    await reco.publish(BasketSold, ...baskets(0, 10));
    await reco.failOver(async () => reco.publish(BasketSold, ...baskets(10, 16)));
    await reco.publish(BasketSold, ...baskets(16, 25));
    expect(digest(await snapshotAfter(25))).toBe(digest(learnt(25).snapshot()));
  });

  it.each([
    { snapshot: 'of another dimension', changed: { VITRINE_LEARNER_DIM: '12' }, damage: (bytes: Uint8Array) => bytes, dim: 12 },
    { snapshot: 'that is cut off', changed: {}, damage: (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 9), dim: 8 },
  ])('learns the log anew instead of a snapshot $snapshot', async ({ changed, damage, dim }) => {
    reco = await RunningRecoWorker.start();
    const { state } = reco.infrastructure;
    await reco.publish(BasketSold, ...baskets(0, 12));
    await snapshotAfter(12);
    await reco.settled();
    await state.store.write([state.learnerSnapshots.put(SPACE, damage((await state.learnerSnapshots.get(SPACE))!))]);
    await reco.restart(changed);
    await reco.publish(BasketSold, ...baskets(12, 20));
    const anew = { ...OPTIONS, dim };
    const kept = async (): Promise<Uint8Array | null> => {
      try {
        return readCheckpoint((await state.learnerSnapshots.get(SPACE))!, anew).learner.snapshot();
      } catch {
        return null;
      }
    };
    await expect.poll(async () => digest((await kept()) ?? Buffer.alloc(0)), { timeout: 15_000, interval: 10 }).toBe(digest(learnt(20, anew).snapshot()));
    await expect.poll(async () => (await state.productVectors.getMany(SPACE, ITEMS)).get(ITEMS[0]!)?.length, { timeout: 15_000, interval: 10 }).toBe(dim);
  });

  it('publishes unit vectors of what it learnt', async () => {
    reco = await RunningRecoWorker.start();
    await reco.publish(BasketSold, ...baskets(0, 30));
    await reco.settled();
    const { productVectors } = reco.infrastructure.state;
    const expected = learnt(30).vectors();
    await expect.poll(async () => productVectors.size(SPACE), { timeout: 15_000, interval: 10 }).toBe(6);
    const published = async (): Promise<boolean> => {
      const { items, values, dim } = expected;
      const held = await productVectors.getMany(SPACE, items as Sku[]);
      return items.every((item, row) => {
        const vector = held.get(item as Sku);
        return vector !== undefined && values.subarray(row * dim, (row + 1) * dim).reduce((dot, value, k) => dot + value * vector[k]!, 0) > 0.99;
      });
    };
    await expect.poll(published, { timeout: 15_000, interval: 10 }).toBe(true);
  });

  it('publishes what a receipt of one product moves: the centre, and so every vector', async () => {
    reco = await RunningRecoWorker.start({ VITRINE_VECTORS_GROWTH: '1' });
    const alone = aBasket({ eventId: 'alone' as EventId, origin: { topic: 'purchase.recorded.v1', partition: 0, offset: 9 }, skus: [ITEMS[0]!] });
    const learner = learnt(9);
    const published = async (): Promise<number[]> => Array.from((await reco.infrastructure.state.productVectors.getMany(SPACE, ITEMS)).get(ITEMS[1]!) ?? []);
    const expected = (): number[] => { const { items, values } = learner.vectors(); return Array.from(values.slice(items.indexOf(ITEMS[1]!) * 8).slice(0, 8), (value) => expect.closeTo(value, 5)); };
    await reco.publish(BasketSold, ...baskets(0, 9));
    await expect.poll(published, { timeout: 15_000 }).toEqual(expected());
    learner.learn({ eventId: alone.eventId, items: alone.skus });
    await reco.publish(BasketSold, alone);
    await expect.poll(published, { timeout: 15_000 }).toEqual(expected());
  });

  it('adopts a published model and goes on from where that was trained to', async () => {
    reco = await RunningRecoWorker.start();
    const { state, log } = reco.infrastructure;
    await reco.publish(BasketSold, ...baskets(0, 10));
    await snapshotAfter(10);
    const trained = learnt(4);
    for (const { eventId, skus } of baskets(0, 4)) trained.rehearse({ eventId: `${eventId}/2`, items: skus });
    const [partition] = await log.ends(BasketSold.topic.name);
    const model = word2vecModel(SPACE.region);
    const version = 'v1' as ModelVersion;
    const trainedUpTo = [{ topic: BasketSold.topic.name, partition: partition!.partition, offset: partition!.begin + 4 }];
    await state.modelRegistry.store({ chainId: SPACE.chainId, model, version, createdAtMs: 0, trainedUpTo, metrics: {} }, trained.snapshot());
    await state.modelRegistry.promote(SPACE.chainId, model, version);
    await reco.publish(ModelPublished, aPublishedModel({ model, version, trainedUpTo }));
    await reco.settled();
    await reco.publish(BasketSold, ...baskets(10, 13));
    for (const { eventId, skus } of baskets(4, 13)) trained.learn({ eventId, items: skus });
    expect(digest(await snapshotAfter(13))).toBe(digest(trained.snapshot()));
  });

  it('does not learn again what a published model learnt before it did', async () => {
    reco = await RunningRecoWorker.start();
    const { modelRegistry } = reco.infrastructure.state;
    const model = word2vecModel(SPACE.region);
    const version = 'v1' as ModelVersion;
    await modelRegistry.store({ chainId: SPACE.chainId, model, version, createdAtMs: 0, trainedUpTo: [{ topic: BasketSold.topic.name, partition: 0, offset: 6 }], metrics: {} }, learnt(6).snapshot());
    await modelRegistry.promote(SPACE.chainId, model, version);
    await reco.publish(BasketSold, ...baskets(0, 5));
    await reco.settled();
    await reco.restart();
    await reco.publish(BasketSold, ...baskets(5, 9));
    expect(digest(await snapshotAfter(9))).toBe(digest(learnt(9).snapshot()));
  });

  it.each([
    ['of another dimension', () => new StreamLearner({ ...OPTIONS, dim: 16 }).snapshot()],
    ['cut off', () => learnt(4).snapshot().subarray(0, 300)],
    ['altered', () => Uint8Array.from(learnt(4).snapshot(), (byte, place) => (place === 300 ? byte ^ 1 : byte))],
    ['something else', () => Buffer.from('3773 50')],
  ])('goes on as it was when the published model is %s', async (_, bytes: () => Uint8Array) => {
    reco = await RunningRecoWorker.start();
    const { modelRegistry } = reco.infrastructure.state;
    const [model, version] = [word2vecModel(SPACE.region), 'bad' as ModelVersion];
    await reco.publish(BasketSold, ...baskets(0, 6));
    await reco.settled();
    await modelRegistry.store({ chainId: SPACE.chainId, model, version, createdAtMs: 0, trainedUpTo: [], metrics: {} }, bytes());
    await modelRegistry.promote(SPACE.chainId, model, version);
    await reco.publish(ModelPublished, aPublishedModel({ model, version, trainedUpTo: [] }));
    await reco.settled();
    await reco.publish(BasketSold, ...baskets(6, 10));
    expect(digest(await snapshotAfter(10))).toBe(digest(learnt(10).snapshot()));
    await reco.restart();
    await reco.publish(BasketSold, ...baskets(10, 12));
    expect(digest(await snapshotAfter(12))).toBe(digest(learnt(12).snapshot()));
  });

  it('takes the vectors of products away that it had to let go', async () => {
    reco = await RunningRecoWorker.start({ VITRINE_LEARNER_CAPACITY: '1000', VITRINE_VECTORS_GROWTH: '10', VITRINE_VECTORS_AT_ONCE: '5000' });
    const { productVectors } = reco.infrastructure.state;
    const size = () => productVectors.size(SPACE);
    await reco.publish(BasketSold, ...Array.from({ length: 10 }, (_, n) => wholesale(n)));
    await expect.poll(size, { timeout: 15_000, interval: 10 }).toBe(601);
    await reco.publish(BasketSold, ...Array.from({ length: 10 }, (_, n) => wholesale(10 + n)));
    await expect.poll(async () => [...(await productVectors.getMany(SPACE, ['once-19-59', 'once-0-0', 'staple'] as Sku[])).keys()], { timeout: 15_000, interval: 10 }).toEqual(['once-19-59', 'staple']);
    await expect.poll(size, { timeout: 15_000, interval: 10 }).toBe(1_000);
  });

  it('tells how long a basket waits for its vectors to be visible, and leaves none behind that moved', async () => {
    reco = await RunningRecoWorker.start({ VITRINE_VECTORS_GROWTH: '10', VITRINE_VECTORS_AT_ONCE: '2' });
    await reco.publish(BasketSold, ...baskets(0, 30));
    await reco.settled();
    for (const basket of baskets(30, 40)) await reco.publish(BasketSold, basket);
    await snapshotAfter(40);
    const { items, values, dim } = learnt(40).vectors();
    await expect.poll(async () => {
      const held = await reco.infrastructure.state.productVectors.getMany(SPACE, items as Sku[]);
      return Math.max(...items.map((item, row) => 1 - (held.get(item as Sku)?.reduce((sum, value, k) => sum + value * values[row * dim + k]!, 0) ?? 0)));
    }, { timeout: 15_000, interval: 10 }).toBeLessThan(0.001 + 1e-6);
    // A vector can be read before its publication is counted.
    await expect.poll(async () => reco.metrics(), { timeout: 15_000, interval: 10 }).toMatch(/vitrine_vectors_waiting\{[^}]*\} 0/);
    expect(Number(/vitrine_vectors_publish_seconds_count\{[^}]*\} (\d+)/.exec(await reco.metrics())?.[1])).toBeGreaterThan(0);
  });

  it('keeps the regions of a chain apart', async () => {
    reco = await RunningRecoWorker.start();
    const other = { ...SPACE, region: 'region-2' as CatalogueRegion };
    const [first, second] = baskets(0, 2);
    await reco.publish(BasketSold, first!, { ...second!, region: other.region });
    await reco.settled();
    const { productVectors } = reco.infrastructure.state;
    await expect.poll(async () => [await productVectors.size(SPACE), await productVectors.size(other)], { timeout: 15_000, interval: 10 }).toEqual([new Set(first!.skus).size, new Set(second!.skus).size]);
  });
});
