import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  VitrineError, EnrolmentDecided, EnrolmentRequested, FrameCaptured, IdentityResolved, type AnyEvent, type BoothId, type CatalogueRegion, type ChainId, type ConsentId,
  type EnrolmentId, type EventContract, type EventId, type FrameSource, type MemberId, type PosePrompt, type SessionId, type StoreId, type TriggerKind, type Zone,
} from '@vitrine/contracts';
import type { DynamicModule } from '@nestjs/common';
import { DeadLetters, EventPublisher } from '@vitrine/messaging';
import { Metrics, openInfrastructure, platformEnvironment, readConfiguration, startService, type Infrastructure, type PlatformConfig, type RunningService } from '@vitrine/runtime';
import { FixedClock } from '@vitrine/testing';
import { vi } from 'vitest';
import { FaceWorkerModule } from './app.module.js';

export const CHAIN = 'demo' as ChainId;
const STORE = 'north' as StoreId;

function configFor(folder: string): PlatformConfig {
  return readConfiguration(platformEnvironment, { VITRINE_DATA_DIR: folder, VITRINE_PORT: '0', VITRINE_LOG_LEVEL: 'silent', VITRINE_PARTITIONS: '1' });
}

function moduleFor(environment: Readonly<Record<string, string>>): DynamicModule {
  return FaceWorkerModule.from({ VITRINE_FACE_THREADS: '1', VITRINE_FACE_RUNTIME: 'wasm', VITRINE_ENROLMENT_MIN_PHOTOS: '1', ...environment });
}

/** A frame as tests describe it. */
export interface Shot {
  readonly jpeg: Buffer;
  readonly session?: string;
  readonly ageMs?: number;
  readonly trigger?: TriggerKind;
  readonly zone?: Zone;
  /** Default `UPLOAD`: a photograph that stands for itself. */
  readonly source?: FrameSource;
}

/** The face worker over the embedded log and state, on a clock that stands, with one store that permits gestures. */
export class RunningFaceWorker {
  private sequence = 0;
  private enrolments = 0;

  private constructor(readonly clock: FixedClock, private readonly folder: string, private readonly infrastructure: Infrastructure, private service: RunningService) {}

  static async start(environment: Readonly<Record<string, string>> = {}): Promise<RunningFaceWorker> {
    const folder = await mkdtemp(join(tmpdir(), 'face-worker-'));
    const config = configFor(folder);
    const clock = new FixedClock();
    const infrastructure = await openInfrastructure(config, clock, new Metrics(false));
    const service = await startService({ name: 'face-worker', modules: [moduleFor(environment)], config, clock, infrastructure });
    await infrastructure.state.stores.put({
      chainId: CHAIN, storeId: STORE, changedAtMs: 0, title: 'North', timeZone: 'UTC', currency: 'EUR', region: 'eu' as CatalogueRegion,
      triggers: ['GESTURE'], booths: [], active: true,
    }, 0);
    return new RunningFaceWorker(clock, folder, infrastructure, service);
  }

  /** The same state and log under another configuration. */
  async restart(environment: Readonly<Record<string, string>>): Promise<void> {
    await this.service.close();
    const config = configFor(this.folder);
    this.service = await startService({ name: 'face-worker', modules: [moduleFor(environment)], config, clock: this.clock, infrastructure: this.infrastructure });
  }

  get state(): Infrastructure['state'] {
    return this.infrastructure.state;
  }

  async publish<E extends AnyEvent>(contract: EventContract<E>, event: E): Promise<void> {
    await new EventPublisher(this.infrastructure.log).publish(contract, [event]);
  }

  /** Announces what a member consented to. */
  async consent(member: string, granted: boolean): Promise<void> {
    await this.state.members.put({
      chainId: CHAIN, memberId: member as MemberId, changedAtMs: this.clock.advance(1), active: true, deniedCategories: [],
      consents: [{ consentId: `consent-${member}` as ConsentId, purpose: 'RECOGNITION', granted, changedAtMs: this.clock.nowMs() }],
    });
  }

  /** Asks for an enrolment and waits for the decision. */
  async enrol(member: string, photos: readonly Buffer[], prompts: readonly PosePrompt[] = []): Promise<EnrolmentDecided> {
    const enrolmentId = `enrolment-${++this.enrolments}` as EnrolmentId;
    await this.publish(EnrolmentRequested, {
      eventId: enrolmentId as unknown as EventId, chainId: CHAIN, enrolmentId, memberId: member as MemberId, consentId: `consent-${member}` as ConsentId,
      requestedAtMs: this.clock.nowMs(), photos, prompts,
    });
    return vi.waitFor(async () => {
      const decision = await this.state.enrolments.get(CHAIN, enrolmentId);
      if (decision === null) throw new Error(`${enrolmentId} is not decided yet`);
      return decision;
    }, { timeout: 15_000 });
  }

  /** Takes pictures, in one go, and waits for what was decided about the last `expected` of them. */
  async see(shots: readonly Shot[], expected = shots.length): Promise<IdentityResolved[]> {
    const before = (await this.logged(IdentityResolved)).length;
    await new EventPublisher(this.infrastructure.log).publish(FrameCaptured, shots.map((shot) => this.frame(shot)));
    return vi.waitFor(async () => {
      const identities = (await this.logged(IdentityResolved)).slice(before);
      if (identities.length !== expected) throw new Error(`${identities.length} of ${expected} identities`);
      return identities;
    }, { timeout: 15_000 });
  }

  async logged<E extends AnyEvent>(contract: EventContract<E>): Promise<E[]> {
    const events: E[] = [];
    for (const { topic, partition, begin, end } of await this.infrastructure.log.ends(contract.topic.name)) {
      for await (const { value } of this.infrastructure.log.read({ topic, partition }, begin, end)) if (value !== null) events.push(contract.decode(value));
    }
    return events;
  }

  /** Error codes of the frames that were put aside. */
  async deadFrames(): Promise<string[]> {
    const codes: string[] = [];
    for await (const { reason } of new DeadLetters(this.infrastructure.log).list(FrameCaptured)) codes.push(reason.code);
    return codes;
  }

  /** The state does not answer the next commit of frames, as when the worker dies after it has published. */
  loseNextCommit(): void {
    const { store } = this.infrastructure.state;
    const commit = store.commit.bind(store);
    store.commit = async (step, writes) => {
      if (step.source.group !== 'face-worker.frames') return commit(step, writes);
      store.commit = commit;
      throw new VitrineError('state_unavailable', 'lost');
    };
  }

  async metrics(): Promise<string> {
    return this.service.foundation.metrics.scrape();
  }

  async call<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    return (await (await fetch(`${this.service.url}${path}`, { method, ...sent })).json()) as T;
  }

  async ready(): Promise<number> {
    return (await fetch(`${this.service.url}/health/ready`)).status;
  }

  async stop(): Promise<void> {
    await this.service.close();
    await this.infrastructure.close();
    await rm(this.folder, { recursive: true });
  }

  private frame({ jpeg, session = 's', ageMs = 0, trigger = 'GESTURE', zone, source }: Shot): FrameCaptured {
    const capturedAtMs = this.clock.nowMs() - ageMs;
    return {
      eventId: `frame-${this.sequence}` as EventId, chainId: CHAIN, storeId: STORE, boothId: 'door' as BoothId, sessionId: session as SessionId, sequence: this.sequence++,
      capturedAtMs, trigger: { kind: trigger, atMs: capturedAtMs, token: null }, source: source ?? 'UPLOAD', zone: zone ?? null, jpeg,
    };
  }
}
