import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { BasketSold, type EventId, type Sku } from '@vitrine/contracts';
import { EventPublisher } from '@vitrine/messaging';
import { Metrics, openInfrastructure, platformEnvironment, readConfiguration, startService, type Infrastructure, type RunningService } from '@vitrine/runtime';
import { aBasket, FixedClock } from '@vitrine/testing';
import { TrainerModule } from '@vitrine/trainer';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { trainCommand } from '../train/train.command.js';
import { modelsCommand } from './models.command.js';

const { chainId, region } = aBasket();
const MODEL = `word2vec:${region}`;
const SETTINGS = { VITRINE_LEARNER_DIM: '8', VITRINE_LEARNER_PASSES: '2', VITRINE_LEARNER_REPLAYS: '3', VITRINE_TRAINING_MIN_BASKETS: '50' };

describe('vitrine train and models', () => {
  let folder: string;
  let infrastructure: Infrastructure;
  let service: RunningService;
  const clock = new FixedClock();
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'models-'));
    const config = readConfiguration(platformEnvironment, { VITRINE_DATA_DIR: folder, VITRINE_PORT: '0', VITRINE_LOG_LEVEL: 'silent', VITRINE_CHAIN_ID: chainId });
    infrastructure = await openInfrastructure(config, { nowMs: clock.now }, new Metrics(false));
    service = await startService({ name: 'trainer', modules: [TrainerModule.from(SETTINGS)], config, clock: { nowMs: clock.now }, infrastructure });
  });
  afterEach(async () => {
    await service.close();
    await infrastructure.close();
    await rm(folder, { recursive: true });
  });

  /** Runs a command and gives its JSON. */
  async function run(...args: string[]): Promise<Record<string, unknown>> {
    const said: string[] = [];
    const spies = [vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0), vi.spyOn(process.stderr, 'write').mockReturnValue(true)];
    const program = new Command('vitrine');
    modelsCommand(program, {});
    trainCommand(program, {});
    await program.parseAsync([...args, '--url', service.url, '--json'], { from: 'user' }).finally(() => spies.forEach((spy) => spy.mockRestore()));
    return JSON.parse(said.join('')) as Record<string, unknown>;
  }

  const sell = (count: number) => new EventPublisher(infrastructure.log).publish(BasketSold, Array.from({ length: count }, (_, n) =>
    aBasket({ eventId: `receipt-${n}` as EventId, origin: { topic: 'purchase.recorded.v1', partition: 0, offset: n }, skus: [0, 1, 3].map((step) => `shelf-${n % 6}-${(n + step) % 5}` as Sku) })));

  it('trains, lists, rolls back and promotes, each by one command', async () => {
    await sell(120);
    const first = await run('train', 'word2vec', '--region', region);
    expect(first).toMatchObject({ status: 'published', metrics: { baskets: 120 } });
    clock.advance(1000);
    const second = await run('train', 'word2vec', '--region', region);
    expect(await run('models', 'rollback', MODEL)).toEqual({ model: MODEL, live: first['version'] });
    expect(await run('models', 'list', MODEL)).toMatchObject({ live: first['version'], versions: [{ version: second['version'] }, { version: first['version'] }] });
    expect(await run('models', 'promote', MODEL, String(second['version']))).toEqual({ model: MODEL, live: second['version'] });
  });

  it('fails when the gate refuses, and names what is not there', async () => {
    await sell(10);
    await expect(run('train', 'word2vec', '--region', region)).rejects.toMatchObject({ code: 'model_invalid', message: expect.stringContaining('10 baskets are too few to judge a model') as string });
    await expect(run('models', 'list', MODEL)).rejects.toMatchObject({ code: 'not_found' });
    await expect(run('models', 'rollback', MODEL)).rejects.toMatchObject({ code: 'not_found' });
  });
});
