import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { isRetriable, VitrineError, type BasketSold } from '@vitrine/contracts';
import type { ConsumedBatch } from '@vitrine/messaging';
import { LearnerSnapshots, StateStore } from '@vitrine/state';
import { RecoWorkerConfig } from '../config.js';
import { GROUPS } from '../groups.js';
import { Origins } from '../origins.js';
import { writeCheckpoint } from './checkpoint.js';
import { Delayed } from './delayed.js';
import { PartitionHold } from './partition-hold.js';
import { RegionModels } from './region-models.js';
import { VectorPublisher } from './vector-publisher.js';

/**
 * Learns baskets in the order of the log. Models live in memory, ahead of their snapshots; a snapshot, the watermark and the origins it
 * covers are one commit, so whoever takes over restores it and goes on from there to the same bits.
 */
@Injectable()
export class Learner implements OnApplicationShutdown {
  private readonly logger = new Logger(Learner.name);
  private readonly publishing: Delayed;
  private readonly committing: Delayed;
  private hold: PartitionHold | null = null;
  private turn: Promise<void> = Promise.resolve();

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
      for (const { event, position } of batch.events) {
        if (batch.signal.aborted) return;
        if (position.offset < hold.next) continue;
        if (await hold.origins.admit(event.origin)) await this.learnOne(hold, event, position.offset);
        hold.next = position.offset + 1;
        await nextTurn();
      }
      hold.next = batch.step.next;
      this.publishing.ask();
      if (hold.pending >= this.config.learnerCommitBaskets) await this.commit();
      else this.committing.ask();
    });
  }

  /** Takes on published versions that are not the ones learnt from. Does nothing where this process is not the learner. */
  async adoptPublished(): Promise<void> {
    await this.inTurn(async () => {
      const { hold } = this;
      if (hold === null || hold.lost) return;
      await this.models.adoptPublished(hold);
      await this.publish();
    });
  }

  /** By now the consumers have stopped: what they learnt is kept, so that the next start has little to learn again. */
  async onApplicationShutdown(): Promise<void> {
    this.publishing.cancel();
    this.committing.cancel();
    await this.inTurn(async () => {
      await this.publish();
      await this.commit();
    }).catch((error: unknown) => this.logger.warn(`the last snapshot was not written: ${String(error)}`));
  }

  private async learnOne(hold: PartitionHold, { eventId, chainId, region, skus }: BasketSold, offset: number): Promise<void> {
    const model = await this.models.open(hold, { chainId, region });
    if (offset < model.trainedUpTo) return;
    model.learner.learn({ eventId, items: skus });
    model.dirty = true;
    hold.pending++;
  }

  private holdOf({ step }: ConsumedBatch<BasketSold>): PartitionHold {
    if (this.hold?.epoch !== step.epoch) this.hold = new PartitionHold(step, new Origins(this.store, GROUPS.learner));
    this.hold.requireOwned();
    return this.hold;
  }

  private async publish(): Promise<void> {
    if (this.hold === null || this.hold.lost) return;
    for (const model of this.hold.models.values()) await this.vectors.publish(model);
  }

  private async commit(): Promise<void> {
    const { hold } = this;
    if (hold === null || hold.lost || hold.next <= hold.first) return;
    const { source, epoch, first, next } = hold;
    const changed = [...hold.models.values()].filter(({ dirty }) => dirty);
    const snapshots = changed.map((model) => this.snapshots.put(model.space, writeCheckpoint(model)));
    try {
      const outcome = await this.store.commit({ source, epoch, first, next }, [...snapshots, ...hold.origins.writes()]);
      if (outcome === 'stale') throw new VitrineError('fenced', 'the state is ahead of the learner', { group: source.group, partition: source.partition });
    } catch (error) {
      hold.lost = error instanceof VitrineError && error.code === 'fenced';
      throw error;
    }
    for (const model of changed) model.dirty = false;
    hold.first = next;
    hold.pending = 0;
  }

  private inBackground(what: string, work: () => Promise<void>, again: Delayed): void {
    this.inTurn(work).catch((error: unknown) => {
      this.logger.warn(`the ${what} could not be written: ${String(error)}`);
      if (isRetriable(error)) again.ask();
    });
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.turn.then(work);
    this.turn = turn.catch(() => undefined);
    return turn;
  }
}
