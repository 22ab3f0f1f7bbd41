import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelPublished, type ChainId, type ConsentId, type EmbedderId, type EnrolmentId, type MemberId } from '@vitrine/contracts';
import { EventPublisher } from '@vitrine/messaging';
import { Metrics, openInfrastructure, platformEnvironment, readConfiguration, startService, type Infrastructure, type RunningService } from '@vitrine/runtime';
import type { FaceTemplate } from '@vitrine/state';
import { FixedClock } from '@vitrine/testing';
import { unpackClassifier, type LinearSvc } from '@vitrine/vision';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TrainerModule } from '../app.module.js';
import { TrainerConfig, trainerEnvironment } from '../config.js';
import { ClassifierTraining } from './classifier-training.js';

const chainId = 'chain' as ChainId;
const embedderId = 'dlib-resnet-128@1' as EmbedderId;
const WAIT = { timeout: 20_000 };

/** Three templates around an axis of its own. */
function templatesOf(member: string, axis: number): FaceTemplate[] {
  return [0, 1, 2].map((index) => {
    const values = Array.from({ length: 8 }, (_, i) => (i === axis ? 1 : 0) + 0.1 * Math.sin(axis * 5 + index * 3 + i));
    const vector = Float32Array.from(values, (value) => value / Math.hypot(...values));
    return { chainId, memberId: member as MemberId, consentId: `of-${member}` as ConsentId, enrolmentId: `e-${member}` as EnrolmentId, index, embedderId, vector, enrolledAtMs: 1000 };
  });
}

describe('classifiers of the gallery', { timeout: 60_000 }, () => {
  let folder: string;
  let infrastructure: Infrastructure;
  let service: RunningService;
  const clock = new FixedClock();
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'classifiers-'));
    const config = readConfiguration(platformEnvironment, { VITRINE_DATA_DIR: folder, VITRINE_PORT: '0', VITRINE_LOG_LEVEL: 'silent', VITRINE_CHAIN_ID: chainId });
    infrastructure = await openInfrastructure(config, { nowMs: clock.now }, new Metrics(false));
    const modules = [TrainerModule.from({ VITRINE_CLASSIFIER_DELAY_MS: '0', VITRINE_CLASSIFIER_MOST_PEOPLE: '3' })];
    service = await startService({ name: 'trainer', modules, config, clock: { nowMs: clock.now }, infrastructure });
  });
  afterEach(async () => {
    await service.close();
    await infrastructure.close();
    await rm(folder, { recursive: true });
  });

  const enrol = async (member: string, axis: number): Promise<void> => infrastructure.state.store.write([await infrastructure.state.templateIndex.enrol(templatesOf(member, axis))]);
  const erase = async (member: string): Promise<void> => infrastructure.state.store.write([infrastructure.state.templateIndex.erase(chainId, member as MemberId, 2000)]);
  /** The classifier, once it knows exactly these people. */
  const classifierOf = async (...members: string[]): Promise<LinearSvc> => vi.waitFor(async () => {
    const held = await infrastructure.state.templateIndex.classifier(chainId, embedderId);
    const { classifier } = unpackClassifier(held?.bytes ?? new Uint8Array(0));
    expect(classifier.labels).toEqual(members);
    return classifier;
  }, WAIT);

  const published = async (): Promise<ModelPublished[]> => {
    const events: ModelPublished[] = [];
    for (const { topic, partition, begin, end } of await infrastructure.log.ends(ModelPublished.topic.name)) {
      for await (const { value } of infrastructure.log.read({ topic, partition }, begin, end)) if (value !== null) events.push(ModelPublished.decode(value));
    }
    return events;
  };

  it('are trained whenever somebody is enrolled, told to everybody, and right', async () => {
    await enrol('ada', 0);
    await enrol('bea', 1);
    const first = await classifierOf('ada', 'bea');
    for (const { memberId, vector } of templatesOf('bea', 1)) expect(first.decide(vector).label).toBe(memberId);
    await enrol('cleo', 2);
    await classifierOf('ada', 'bea', 'cleo');
    await vi.waitFor(async () => expect((await published()).at(-1)).toMatchObject({ model: 'face-svc:dlib-resnet-128@1', metrics: { people: 3, templates: 9 } }), WAIT);
  });

  it('are trained anew without whoever is erased, and never kept for one person alone', async () => {
    for (const [axis, member] of ['ada', 'bea', 'cleo'].entries()) await enrol(member, axis);
    await classifierOf('ada', 'bea', 'cleo');
    await erase('bea');
    const without = await classifierOf('ada', 'cleo');
    for (const { vector } of templatesOf('bea', 1)) expect(without.decide(vector).label).not.toBe('bea');
    await erase('ada');
    expect(await infrastructure.state.templateIndex.classifier(chainId, embedderId)).toBeNull();
  });

  it('are not made of more people than a classifier is for', async () => {
    const { templateIndex, store } = infrastructure.state;
    await store.write(await Promise.all(['ada', 'bea', 'cleo', 'dora'].map((member, axis) => templateIndex.enrol(templatesOf(member, axis)))));
    const gallery = await templateIndex.load(chainId, embedderId);
    const upTo = (mostPeople: number): ClassifierTraining => {
      const config = new TrainerConfig(readConfiguration(trainerEnvironment, { VITRINE_CLASSIFIER_MOST_PEOPLE: String(mostPeople) }));
      return new ClassifierTraining(templateIndex, store, new EventPublisher(infrastructure.log), { id: chainId }, { nowMs: clock.now }, config);
    };
    await upTo(3).run(gallery, AbortSignal.timeout(20_000));
    expect(await templateIndex.classifier(chainId, embedderId)).toBeNull();
    await upTo(4).run(gallery, AbortSignal.timeout(20_000));
    await classifierOf('ada', 'bea', 'cleo', 'dora');
  });

  it('are in the model registry in no version', async () => {
    for (const [axis, member] of ['ada', 'bea'].entries()) await enrol(member, axis);
    await classifierOf('ada', 'bea');
    expect(await infrastructure.state.modelRegistry.list(chainId, 'face-svc:dlib-resnet-128@1' as never)).toEqual([]);
  });
});
