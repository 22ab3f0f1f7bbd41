import { Injectable } from '@nestjs/common';
import type { Sku } from '@vitrine/contracts';
import { Metrics } from '@vitrine/runtime';
import { ProductVectors, type ProductVector } from '@vitrine/state';
import { RecoWorkerConfig } from '../config.js';
import { IndexQuality } from './index-quality.js';
import type { RegionModel } from './region-model.js';

/** Vectors of a model as they stood when they were taken. */
export interface Publication {
  readonly model: RegionModel;
  readonly vectors: readonly ProductVector[];
  /** Products the learner had to let go. */
  readonly gone: readonly Sku[];
  /** All of them, to replace what is there. */
  readonly all: boolean;
  /** When the first basket was learnt that is in it and in none before, by `performance.now`; null where there is none. */
  readonly learntSinceMs: number | null;
}

/** Brings a model's vectors to where offers are decided. */
@Injectable()
export class VectorPublisher {
  private readonly lag;
  private readonly waiting;
  private readonly written;

  constructor(private readonly vectors: ProductVectors, private readonly config: RecoWorkerConfig, private readonly quality: IndexQuality, metrics: Metrics) {
    this.lag = metrics.latency('vitrine_vectors_publish_seconds', 'From a basket being learnt to the vectors it moved most being visible', ['region']);
    this.waiting = metrics.gauge('vitrine_vectors_waiting', 'Vectors that moved beyond the tolerance and were not published for lack of room', ['region']);
    this.written = metrics.counter('vitrine_vectors_written_total', 'Vectors published, each time', ['region']);
  }

  /** Takes what moved most; all of it after the model has grown by so much, was replaced, or failed to be published. Null when nothing is due. */
  take(model: RegionModel): Publication | null {
    const { learner, movement, learntSinceMs, space: { region } } = model;
    const [moved, gone] = [learner.takeMoved(), learner.takeGone()];
    if (model.publishedAt !== null && moved.length === 0 && gone.length === 0 && !movement.pending) return null;
    const all = model.publishedAt === null || learner.baskets >= model.publishedAt * this.config.vectorsGrowth;
    if (all) model.publishedAt = learner.baskets;
    const vectors = all ? movement.all(learner) : movement.most(learner, moved, gone, this.config.vectorsMovement);
    model.learntSinceMs = movement.due > 0 ? learntSinceMs : null;
    this.waiting.set({ region }, movement.due);
    return { model, all, vectors, gone: gone as Sku[], learntSinceMs };
  }

  /** Writes what was taken. After a failure all vectors of the model are due. */
  async write({ model, vectors, gone, all, learntSinceMs }: Publication): Promise<void> {
    const { space, space: { region } } = model;
    try {
      if (all) await this.vectors.replaceAll(space, vectors);
      else {
        await this.vectors.upsert(space, vectors);
        if (gone.length > 0) await this.vectors.remove(space, gone);
      }
      this.written.inc({ region }, vectors.length);
      if (learntSinceMs !== null) this.lag.observe({ region }, (performance.now() - learntSinceMs) / 1000);
      if (all) await this.quality.measure(space, vectors);
    } catch (error) {
      model.publishedAt = null;
      throw error;
    }
  }
}
