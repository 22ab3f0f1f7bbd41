import { ModelPublished, type ModelVersion } from '@vitrine/contracts';
import { writeRankingModel, type RelevanceModel } from '@vitrine/recommender';
import { RANKING_MODEL } from '@vitrine/state';
import { aPublishedModel } from '@vitrine/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BOOTH, RunningRecoWorker, skusOf } from './running-reco-worker.fixture.js';

const BY_HABIT: RelevanceModel = { overall: { intercept: 0, weights: { habit: 1, popularity: 0.1 } }, novel: { intercept: 0, weights: { popularity: 1 } } };
const AGAINST_HABIT: RelevanceModel = { ...BY_HABIT, overall: { intercept: 0, weights: { habit: -1, popularity: 0.1 } } };

const model = (given: RelevanceModel): Uint8Array => writeRankingModel({ ...given, window: { fromMs: 0, toMs: 1 }, questions: 1 });

describe('the ranking model', () => {
  let reco: RunningRecoWorker;
  beforeEach(async () => {
    reco = await RunningRecoWorker.start();
    await reco.open('milk', 'bread');
    await reco.buy(['bread'], { memberId: null });
    await reco.buy(['bread'], { memberId: null });
    await reco.buy(['milk'], { daysAgo: 9 });
  });
  afterEach(async () => reco.stop());

  async function store(version: string, bytes: Uint8Array): Promise<void> {
    const { modelRegistry } = reco.infrastructure.state;
    await modelRegistry.store({ chainId: BOOTH.chainId, model: RANKING_MODEL, version: version as ModelVersion, createdAtMs: reco.clock.now(), trainedUpTo: [], metrics: {} }, bytes);
    await modelRegistry.promote(BOOTH.chainId, RANKING_MODEL, version as ModelVersion);
  }

  /** What a booth shows some time later, so that it is decided anew. */
  async function next(): Promise<readonly string[]> {
    reco.clock.advance(30_000);
    return skusOf(await reco.stand());
  }

  it('is taken on when it is published, and again when it is rolled back', async () => {
    await store('v1', model(BY_HABIT));
    expect(await next()).toEqual(['milk', 'bread']);
    await store('v2', model(AGAINST_HABIT));
    await reco.publish(ModelPublished, aPublishedModel({ model: RANKING_MODEL, version: 'v2' as ModelVersion }));
    await reco.settled();
    expect(await next()).toEqual(['bread', 'milk']);
    await reco.infrastructure.state.modelRegistry.rollBack(BOOTH.chainId, RANKING_MODEL);
    expect(await next()).toEqual(['milk', 'bread']);
  });

  it('may weigh the vectors: what is bought with what the member buys comes before what is not', async () => {
    await reco.open('tea', 'soap');
    for (let n = 0; n < 40; n++) await reco.buy(n % 2 === 0 ? ['milk', 'tea'] : ['bread', 'soap'], { memberId: null });
    await reco.settled();
    await store('v1', model({ ...BY_HABIT, overall: { intercept: 0, weights: { tasteMatch: 1 } } }));
    // Vectors are published a moment after they were learnt.
    const others = await vi.waitUntil(async () => {
      const shown = (await next()).filter((sku) => sku !== 'milk');
      return shown[0] === 'tea' ? shown : null;
    }, { timeout: 10_000 });
    expect(others).toHaveLength(3);
  });

  it('is found by a worker that did not get its event', async () => {
    await reco.stand();
    await store('v1', model(AGAINST_HABIT));
    expect(await next()).toEqual(['bread', 'milk']);
  });

  it('stays what it was when the published one cannot be read', async () => {
    await store('v1', model(AGAINST_HABIT));
    expect(await next()).toEqual(['bread', 'milk']);
    await store('v2', Buffer.from('{"format": "vitrine.ranking", "version": 9}'));
    expect(await next()).toEqual(['bread', 'milk']);
  });
});
