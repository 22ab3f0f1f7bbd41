import { randomBytes } from 'node:crypto';
import { BasketSold, type ChainId, type EventId, type Sku } from '@vitrine/contracts';
import { EventPublisher } from '@vitrine/messaging';
import { readCheckpoint } from '@vitrine/reco-worker';
import { openInfrastructure, platformEnvironment, readConfiguration, SystemClock, type Infrastructure } from '@vitrine/runtime';
import { aBasket } from '@vitrine/testing';
import { StreamLearner } from '@vitrine/word2vec';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { VitrineProcess, type Variables } from '../e2e/vitrine-process.js';
import { describeWithPlatform } from '../provided.js';

const SESSION_MS = 6_000;
/** Beside the session timeout: to hear of the new assignment, restore the snapshot, learn what it did not cover and write the next one. A busy machine takes some times what it took for a first snapshot. */
const MARGIN_MS = 6_000;
const TIMES_FIRST = 4;
const OPTIONS = { dim: 16, passes: 1, replays: 4 };
const CHAIN = `takeover-${Date.now()}` as ChainId;
const { region } = aBasket();

/** Baskets of one partition of receipts; the n-th is always the same. */
const baskets = (from: number, to: number): BasketSold[] =>
  Array.from({ length: to - from }, (_, i) => from + i).map((n) =>
    aBasket({ chainId: CHAIN, eventId: `${CHAIN}/${n}` as EventId, origin: { topic: `receipts.of.${CHAIN}`, partition: 0, offset: n }, skus: [`a-${n % 7}`, `b-${n % 11}`, `c-${n % 13}`] as Sku[] }));

describeWithPlatform('the learner of two reco-workers on Kafka and Redis', ({ brokers, redisUrl }) => {
  const variables: Variables = {
    VITRINE_MODE: 'distributed', VITRINE_CHAIN_ID: CHAIN, VITRINE_MASTER_KEY: randomBytes(32).toString('base64'), VITRINE_PARTITIONS: '1', VITRINE_LOG_LEVEL: 'warn', VITRINE_API_KEYS: '',
    KAFKA_BROKERS: brokers.join(','), REDIS_URL: redisUrl, KAFKA_SESSION_TIMEOUT_MS: String(SESSION_MS),
    VITRINE_LEARNER_DIM: String(OPTIONS.dim), VITRINE_LEARNER_PASSES: String(OPTIONS.passes), VITRINE_LEARNER_REPLAYS: String(OPTIONS.replays), VITRINE_LEARNER_COMMIT_BASKETS: '40', VITRINE_LEARNER_COMMIT_MS: '1000',
  };
  const running: { readonly process: VitrineProcess; readonly url: string }[] = [];
  let inside: Infrastructure;

  beforeAll(async () => {
    inside = await openInfrastructure(readConfiguration(platformEnvironment, variables), new SystemClock());
    for (let n = 0; n < 2; n++) running.push(await VitrineProcess.serve('reco-worker', variables));
  });
  afterAll(async () => {
    await Promise.all(running.map(({ process }) => process.stop()));
    await inside.close();
  });

  const publish = async (from: number, to: number): Promise<void> => { await new EventPublisher(inside.log).publish(BasketSold, baskets(from, to)); };

  /** The snapshot's learner once it has learnt so many. */
  async function learnt(count: number): Promise<StreamLearner> {
    const read = async (): Promise<StreamLearner> => {
      const bytes = await inside.state.learnerSnapshots.get({ chainId: CHAIN, region });
      const learner = bytes === null ? null : readCheckpoint(bytes, OPTIONS).learner;
      expect(learner?.baskets).toBe(count);
      return learner!;
    };
    return vi.waitFor(read, { timeout: 60_000, interval: 50 });
  }

  /** The process that learns: the only one that has dealt with baskets. */
  async function owner(): Promise<number> {
    const learning = await Promise.all(running.map(async ({ url }) => /^vitrine_consumer_events_total\{[^}]*group="reco-worker\.learner"[^}]*\} [1-9]/m.test(await (await fetch(`${url}/metrics`)).text())));
    expect(learning.filter(Boolean)).toHaveLength(1);
    return learning.indexOf(true);
  }

  it('is taken over within the session timeout when its process is killed, and ends with the bits of a fold that nothing happened to', async () => {
    const begun = performance.now();
    await publish(0, 100);
    await learnt(100);
    const firstMs = performance.now() - begun;
    const [doomed] = running.splice(await owner(), 1);
    // More than one snapshot covers, so that the learner is killed ahead of its last one.
    await publish(100, 1_000);
    await doomed!.process.kill();
    const killed = performance.now();
    await publish(1_000, 1_100);
    const survivor = await learnt(1_100);
    const tookMs = performance.now() - killed;
    const expected = new StreamLearner(OPTIONS);
    for (const { eventId, skus } of baskets(0, 1_100)) expected.learn({ eventId, items: skus });
    expect(Buffer.compare(survivor.snapshot(), expected.snapshot())).toBe(0);
    expect(tookMs).toBeLessThan(SESSION_MS + Math.max(MARGIN_MS, TIMES_FIRST * firstMs));
  });
});
