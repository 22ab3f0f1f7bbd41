import { BasketSold, type EventId, type Sku } from '@vitrine/contracts';
import { word2vecModel } from '@vitrine/state';
import { aBasket } from '@vitrine/testing';
import { Random, StreamLearner } from '@vitrine/word2vec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunningTrainer } from './running-trainer.fixture.js';

const { chainId, region } = aBasket();
const MODEL = word2vecModel(region);
const OPTIONS = { dim: 8, passes: 2, replays: 3 };
const SETTINGS = { VITRINE_LEARNER_DIM: '8', VITRINE_LEARNER_PASSES: '2', VITRINE_LEARNER_REPLAYS: '3', VITRINE_TRAINING_MIN_BASKETS: '50' };

const basket = (n: number, skus: readonly string[]): BasketSold =>
  aBasket({ eventId: `receipt-${n}` as EventId, origin: { topic: 'purchase.recorded.v1', partition: 0, offset: n }, skus: skus as Sku[] });

/** Baskets of one of six shelves each: what was taken out can be told from what is left. */
function shelves(count: number): BasketSold[] {
  const random = Random.from('shelves');
  return Array.from({ length: count }, (_, n) => {
    const first = random.below(5);
    return basket(n, [0, 1, 3].map((step) => `shelf-${n % 6}-${(first + step) % 5}`));
  });
}

describe('the trainer', () => {
  let trainer: RunningTrainer;
  beforeEach(async () => {
    trainer = await RunningTrainer.start(chainId, SETTINGS);
  });
  afterEach(async () => trainer.stop());

  const sell = (baskets: readonly BasketSold[]) => trainer.publish(BasketSold, baskets);
  const call = (method: string, path: string, body?: object) => trainer.call(method, path, body);
  const train = () => trainer.train({ model: 'word2vec', region });
  const published = () => trainer.published();

  it('publishes a model that finds hidden products, trained on all of the log', async () => {
    await sell([...shelves(200), ...shelves(200).slice(190)]);
    const training = await train();
    expect(training).toMatchObject({ status: 'published', progress: 1, metrics: { baskets: 200, heldOut: 20 } });
    const metrics = training['metrics'] as Record<string, number>;
    expect(metrics['hitRate10']).toBeGreaterThan(0.8);
    expect(metrics['popularityHitRate10']).toBeLessThan(0.6);
    const [event] = await published();
    expect(event).toMatchObject({ model: MODEL, version: training['version'], action: 'PROMOTED', trainedUpTo: [{ topic: 'basket.sold.v1', partition: 0, offset: 210 }] });
    const learner = StreamLearner.restore(await trainer.infrastructure.state.modelRegistry.load(chainId, MODEL, event!.version), OPTIONS);
    expect(learner.baskets).toBe(200);
    expect(await call('GET', `/v1/models/${MODEL}`)).toMatchObject({ status: 200, body: { live: event!.version, versions: [{ version: event!.version, sha256: event!.sha256 }] } });
  });

  it('goes on answering while it trains', async () => {
    await sell(shelves(600));
    const { body } = await call('POST', '/v1/trainings', { model: 'word2vec', region });
    expect(await call('GET', '/health/live')).toMatchObject({ status: 200 });
    expect(await call('GET', `/v1/trainings/${String(body['trainingId'])}`)).toMatchObject({ body: { status: 'running' } });
    expect(await call('POST', '/v1/trainings', { model: 'word2vec', region })).toMatchObject({ status: 202, body });
    expect(await call('POST', '/v1/trainings', { model: 'word2vec', region: 'elsewhere' })).toMatchObject({ status: 503, body: { code: 'overloaded' } });
  });

  it('rejects a model that is worse than popularity, with the figures', async () => {
    await sell(Array.from({ length: 100 }, (_, n) => basket(n, ['zz-best-seller', `once-${n}`])));
    expect(await train()).toMatchObject({ status: 'rejected', reason: 'it finds fewer hidden products than popularity', metrics: { hitRate10: 0 } });
    expect(await published()).toEqual([]);
    expect(await trainer.infrastructure.state.modelRegistry.live(chainId, MODEL)).toBeNull();
  });

  it('rejects what it cannot judge', async () => {
    await sell(shelves(20));
    expect(await train()).toMatchObject({ status: 'rejected', reason: '20 baskets are too few to judge a model' });
  });

  it('makes the same model of the same log', async () => {
    await sell(shelves(120));
    await train();
    trainer.clock.advance(1_000);
    await train();
    const [first, second] = await published();
    expect(second?.version).not.toBe(first?.version);
    expect(second?.sha256).toBe(first?.sha256);
  });

  it('promotes and rolls back on command, and tells the learners', async () => {
    await sell(shelves(120));
    const first = (await train())['version'];
    trainer.clock.advance(1_000);
    const second = (await train())['version'];
    expect(await call('POST', `/v1/models/${MODEL}/rollback`)).toEqual({ status: 202, body: { version: first } });
    expect(await call('POST', `/v1/models/${MODEL}/versions/${String(second)}/promote`)).toMatchObject({ status: 202 });
    expect((await published()).map(({ version, action }) => [version, action])).toEqual([[first, 'PROMOTED'], [second, 'PROMOTED'], [first, 'ROLLED_BACK'], [second, 'PROMOTED']]);
  });

  it('answers what it does not know with a named error', async () => {
    expect(await call('GET', '/v1/trainings/none')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await call('GET', '/v1/models/word2vec:none')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await call('POST', '/v1/models/word2vec:none/rollback')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await call('POST', '/v1/models/word2vec:none/versions/v1/promote')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await call('POST', '/v1/models/word2vec:none/versions/a%20b/promote')).toMatchObject({ status: 422, body: { code: 'invalid_field' } });
    expect(await call('GET', '/v1/models/Bad%20name')).toMatchObject({ status: 422, body: { code: 'invalid_field' } });
    expect(await call('POST', '/v1/trainings', { model: 'other', region })).toMatchObject({ status: 422, body: { field: 'model' } });
  });
});
