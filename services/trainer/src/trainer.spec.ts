import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BasketSold, ModelPublished, type EventId, type Sku } from '@vitrine/contracts';
import { EventPublisher } from '@vitrine/messaging';
import { Metrics, openInfrastructure, platformEnvironment, readConfiguration, startService, type Infrastructure, type RunningService } from '@vitrine/runtime';
import { word2vecModel } from '@vitrine/state';
import { aBasket, FixedClock } from '@vitrine/testing';
import { Random, StreamLearner } from '@vitrine/word2vec';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TrainerModule } from './app.module.js';

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
  let folder: string;
  let infrastructure: Infrastructure;
  let service: RunningService;
  const clock = new FixedClock();
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trainer-'));
    const config = readConfiguration(platformEnvironment, { VITRINE_DATA_DIR: folder, VITRINE_PORT: '0', VITRINE_LOG_LEVEL: 'silent', VITRINE_CHAIN_ID: chainId });
    infrastructure = await openInfrastructure(config, { nowMs: clock.now }, new Metrics(false));
    service = await startService({ name: 'trainer', modules: [TrainerModule.from(SETTINGS)], config, clock: { nowMs: clock.now }, infrastructure });
  });
  afterEach(async () => {
    await service.close();
    await infrastructure.close();
    await rm(folder, { recursive: true });
  });

  const sell = (baskets: readonly BasketSold[]) => new EventPublisher(infrastructure.log).publish(BasketSold, baskets);

  async function call(method: string, path: string, body?: object) {
    const init = body === undefined ? { method } : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${service.url}${path}`, init);
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  }

  async function train(): Promise<Record<string, unknown>> {
    const { status, body } = await call('POST', '/v1/trainings', { model: 'word2vec', region });
    expect(status).toBe(202);
    return vi.waitUntil(async () => {
      const training = await call('GET', `/v1/trainings/${String(body['trainingId'])}`);
      return training.body['status'] === 'running' ? false : training.body;
    }, { timeout: 15_000, interval: 10 });
  }

  async function published(): Promise<ModelPublished[]> {
    const events: ModelPublished[] = [];
    for (const { topic, partition, begin, end } of await infrastructure.log.ends(ModelPublished.topic.name)) {
      for await (const { value } of infrastructure.log.read({ topic, partition }, begin, end)) if (value !== null) events.push(ModelPublished.decode(value));
    }
    return events;
  }

  it('publishes a model that finds hidden products, trained on all of the log', async () => {
    await sell([...shelves(200), ...shelves(200).slice(190)]);
    const training = await train();
    expect(training).toMatchObject({ status: 'published', progress: 1, metrics: { baskets: 200, heldOut: 20 } });
    const metrics = training['metrics'] as Record<string, number>;
    expect(metrics['hitRate10']).toBeGreaterThan(0.8);
    expect(metrics['popularityHitRate10']).toBeLessThan(0.6);
    const [event] = await published();
    expect(event).toMatchObject({ model: MODEL, version: training['version'], action: 'PROMOTED', trainedUpTo: [{ topic: 'basket.sold.v1', partition: 0, offset: 210 }] });
    const learner = StreamLearner.restore(await infrastructure.state.modelRegistry.load(chainId, MODEL, event!.version), OPTIONS);
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
    expect(await infrastructure.state.modelRegistry.live(chainId, MODEL)).toBeNull();
  });

  it('rejects what it cannot judge', async () => {
    await sell(shelves(20));
    expect(await train()).toMatchObject({ status: 'rejected', reason: '20 baskets are too few to judge a model' });
  });

  it('makes the same model of the same log', async () => {
    await sell(shelves(120));
    await train();
    clock.advance(1_000);
    await train();
    const [first, second] = await published();
    expect(second?.version).not.toBe(first?.version);
    expect(second?.sha256).toBe(first?.sha256);
  });

  it('promotes and rolls back on command, and tells the learners', async () => {
    await sell(shelves(120));
    const first = (await train())['version'];
    clock.advance(1_000);
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
