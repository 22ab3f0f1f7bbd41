import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { isRetriable, VitrineError, type BasketSold } from '@vitrine/contracts';
import { originOf, type ConsumedBatch } from '@vitrine/messaging';
import { LearnerSnapshots, StateStore, type AppliedStep, type StateWrite } from '@vitrine/state';
import { RecoWorkerConfig } from '../config.js';
import { GROUPS } from '../groups.js';
import { Origins } from '../origins.js';
import { writeCheckpoint } from './checkpoint.js';
import { Delayed } from './delayed.js';
import { PartitionHold } from './partition-hold.js';
import type { RegionModel } from './region-model.js';
import { RegionModels } from './region-models.js';
import { VectorPublisher, type Publication } from './vector-publisher.js';

/** So few baskets behind, a rebuild may hold learning up for them. */
const CAUGHT_UP = 20;

/** What one commit writes. */
interface Taken {
  readonly hold: PartitionHold;
  readonly changed: readonly RegionModel[];
  readonly publications: readonly Publication[];
  readonly step: AppliedStep;
  readonly writes: readonly StateWrite[];
}

/**
 * Learns baskets in the order of the log. Models live in memory, ahead of their snapshots; a snapshot, the watermark and the origins it
 * covers are one commit, so whoever takes over restores it and goes on from there to the same bits. Vectors are published before that commit.
 * Writing takes what it writes in between two batches and does not hold up learning.
 */
@Injectable()
export class Learner implements OnApplicationShutdown {
  private readonly logger = new Logger(Learner.name);
  private readonly publishing: Delayed;
  private readonly committing: Delayed;
  private hold: PartitionHold | null = null;
  private turn: Promise<unknown> = Promise.resolve();
  private writes: Promise<unknown> = Promise.resolve();
  private saving = false;

  constructor(
    private readonly models: RegionModels,
    private readonly snapshots: LearnerSnapshots,
    private readonly vectors: VectorPublisher,
    private readonly store: StateStore,
    private readonly config: RecoWorkerConfig,
  ) {
    this.publishing = new Delayed(config.vectorsPublishMs, () => this.inBackground('vectors', () => this.publish(), this.publishing));
    this.committing = new Delayed(config.learnerCommitMs, () => this.inBackground('snapshot', () => this.commit(), this.committing));
  }

  /** Learns a batch. Its watermark moves with a later snapshot; baskets learnt twice after a failure are left out by their offset. */
  async learn(batch: ConsumedBatch<BasketSold>): Promise<void> {
    await this.inTurn(async () => {
      const hold = this.holdOf(batch);
      await this.models.adoptOnOccasion(hold);
      for (const received of batch.events) {
        const { event, position } = received;
        batch.signal.throwIfAborted();
        if (position.offset < hold.next) continue;
        if (await hold.origins.admit(originOf(received))) await this.learnOne(hold, event, position.offset, batch.signal);
        hold.next = position.offset + 1;
        await nextTurn();
      }
      hold.next = batch.step.next;
      this.publishing.ask();
      if (hold.pending >= this.config.learnerCommitBaskets && !this.saving) this.inBackground('snapshot', () => this.commit(), this.committing);
      else this.committing.ask();
    });
  }

  /** Takes on published versions that are not the ones learnt from. Does nothing where this process is not the learner. */
  async adoptPublished(): Promise<void> {
    await this.inTurn(async () => {
      const { hold } = this;
      if (hold === null || hold.lost) return;
      await this.models.adoptPublished(hold);
    });
    await this.publish();
  }

  /**
   * Learns everything in the log anew, beside the models in use, and takes the result's place between two batches: then both have read the same.
   * @param progress told what share is done
   * @throws VitrineError `not_ready` where this process is not the learner
   */
  async rebuild(progress: (share: number) => void, signal: AbortSignal): Promise<void> {
    const hold = this.requireHold();
    for (const model of hold.models.values()) {
      const fold = this.models.fold(hold, model);
      while (hold.next - fold.next > CAUGHT_UP) await fold.to(hold.next, (next) => progress(next / Math.max(1, hold.next)), signal);
      await this.inTurn(async () => {
        if (this.requireHold() !== hold) throw new VitrineError('fenced', 'the learner lost its partition while it was rebuilt');
        await fold.to(hold.next, () => undefined, signal);
        model.replace({ learner: fold.learner, adopted: model.adopted, trainedUpTo: 0 });
      });
    }
    await this.publish();
    await this.commit();
  }

  /** By now the consumers have stopped: what they learnt is kept, so that the next start has little to learn again. */
  async onApplicationShutdown(): Promise<void> {
    this.publishing.cancel();
    this.committing.cancel();
    await this.commit().catch((error: unknown) => this.logger.warn(`the last snapshot was not written: ${String(error)}`));
  }

  private async learnOne(hold: PartitionHold, { eventId, chainId, region, skus }: BasketSold, offset: number, signal: AbortSignal): Promise<void> {
    const model = await this.models.open(hold, { chainId, region }, signal);
    if (offset < model.trainedUpTo) return;
    model.learn({ eventId, items: skus });
    hold.pending++;
  }

  private holdOf({ step }: ConsumedBatch<BasketSold>): PartitionHold {
    if (this.hold?.epoch !== step.epoch) this.hold = new PartitionHold(step, new Origins(this.store, GROUPS.learner));
    this.hold.requireOwned();
    return this.hold;
  }

  private requireHold(): PartitionHold {
    if (this.hold === null || this.hold.lost) throw new VitrineError('not_ready', 'this reco-worker is not the learner; ask the one that is');
    return this.hold;
  }

  private async publish(): Promise<void> {
    await this.inWrites(async () => {
      for (const publication of await this.inTurn(async () => this.publications())) await this.vectors.write(publication);
    });
    if ([...this.hold?.models.values() ?? []].some(({ movement }) => movement.pending)) this.publishing.ask();
  }

  private async commit(): Promise<void> {
    await this.inWrites(async () => {
      const taken = await this.inTurn(async () => this.take());
      if (taken === null) return;
      const { hold, publications, step, writes } = taken;
      this.saving = true;
      try {
        for (const publication of publications) await this.vectors.write(publication);
        const outcome = await this.store.commit(step, writes);
        if (outcome === 'stale') throw new VitrineError('fenced', 'the state is ahead of the learner', { group: step.source.group, partition: step.source.partition });
        hold.first = step.next;
      } catch (error) {
        hold.lost = error instanceof VitrineError && error.code === 'fenced';
        for (const model of taken.changed) model.dirty = true;
        throw error;
      } finally {
        this.saving = false;
      }
    });
  }

  private publications(): Publication[] {
    const { hold } = this;
    if (hold === null || hold.lost) return [];
    return [...hold.models.values()].flatMap((model) => this.vectors.take(model) ?? []);
  }

  /** All that a commit writes, as it stands between two batches. */
  private take(): Taken | null {
    const { hold } = this;
    if (hold === null || hold.lost) return null;
    const { source, epoch, first, next } = hold;
    const changed = [...hold.models.values()].filter(({ dirty }) => dirty);
    if (next <= first && changed.length === 0) return null;
    const snapshots = changed.map((model) => this.snapshots.put(model.space, writeCheckpoint(model)));
    for (const model of changed) model.dirty = false;
    hold.pending = 0;
    return { hold, changed, publications: this.publications(), step: { source, epoch, first, next }, writes: [...snapshots, ...hold.origins.writes()] };
  }

  private inBackground(what: string, work: () => Promise<void>, again: Delayed): void {
    work().catch((error: unknown) => {
      this.logger.warn(`the ${what} could not be written: ${String(error)}`);
      if (isRetriable(error)) again.ask();
    });
  }

  /** Between batches, never during one. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.turn.then(work);
    this.turn = turn.catch(() => undefined);
    return turn;
  }

  /** One write after another, beside learning. */
  private inWrites(work: () => Promise<void>): Promise<void> {
    const write = this.writes.then(work);
    this.writes = write.catch(() => undefined);
    return write;
  }
}
