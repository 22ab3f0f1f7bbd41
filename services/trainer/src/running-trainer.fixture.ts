import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelPublished, type AnyEvent, type ChainId, type EventContract } from '@vitrine/contracts';
import { EventPublisher } from '@vitrine/messaging';
import { Metrics, openInfrastructure, platformEnvironment, readConfiguration, startService, type Environment, type Infrastructure, type RunningService } from '@vitrine/runtime';
import { FixedClock } from '@vitrine/testing';
import { vi } from 'vitest';
import { TrainerModule } from './app.module.js';

/** The real module over the embedded log and state. */
export class RunningTrainer {
  private constructor(private readonly folder: string, readonly infrastructure: Infrastructure, private readonly service: RunningService, readonly clock: FixedClock) {}

  static async start(chainId: ChainId, settings: Environment = {}): Promise<RunningTrainer> {
    const folder = await mkdtemp(join(tmpdir(), 'trainer-'));
    const clock = new FixedClock();
    const config = readConfiguration(platformEnvironment, { VITRINE_DATA_DIR: folder, VITRINE_PORT: '0', VITRINE_LOG_LEVEL: 'silent', VITRINE_CHAIN_ID: chainId });
    const infrastructure = await openInfrastructure(config, { nowMs: clock.now }, new Metrics(false));
    const service = await startService({ name: 'trainer', modules: [TrainerModule.from(settings)], config, clock: { nowMs: clock.now }, infrastructure });
    return new RunningTrainer(folder, infrastructure, service, clock);
  }

  async stop(): Promise<void> {
    await this.service.close();
    await this.infrastructure.close();
    await rm(this.folder, { recursive: true });
  }

  async publish<E extends AnyEvent>(contract: EventContract<E>, events: readonly E[]): Promise<void> {
    await new EventPublisher(this.infrastructure.log).publish(contract, events);
  }

  async call(method: string, path: string, body?: object) {
    const init = body === undefined ? { method } : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${this.service.url}${path}`, init);
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  }

  /** Trains to the end; how it went. */
  async train(body: object): Promise<Record<string, unknown>> {
    const { status, body: started } = await this.call('POST', '/v1/trainings', body);
    if (status !== 202) throw new Error(`the training was answered ${status}`);
    return vi.waitUntil(async () => {
      const training = await this.call('GET', `/v1/trainings/${String(started['trainingId'])}`);
      return training.body['status'] === 'running' ? false : training.body;
    }, { timeout: 30_000, interval: 10 });
  }

  async published(): Promise<ModelPublished[]> {
    const events: ModelPublished[] = [];
    for (const { topic, partition, begin, end } of await this.infrastructure.log.ends(ModelPublished.topic.name)) {
      for await (const { value } of this.infrastructure.log.read({ topic, partition }, begin, end)) if (value !== null) events.push(ModelPublished.decode(value));
    }
    return events;
  }
}
