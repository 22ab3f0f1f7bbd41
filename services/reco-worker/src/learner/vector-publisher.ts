import { Injectable } from '@nestjs/common';
import type { Sku } from '@vitrine/contracts';
import { ProductVectors, type ProductVector } from '@vitrine/state';
import type { CentredVectors } from '@vitrine/word2vec';
import { RecoWorkerConfig } from '../config.js';
import { IndexQuality } from './index-quality.js';
import type { RegionModel } from './region-model.js';

/** Vectors of a model as they stood when they were taken. */
export interface Publication {
  readonly model: RegionModel;
  readonly vectors: readonly ProductVector[];
  /** All of them, to replace what is there. */
  readonly all: boolean;
}

/** Brings a model's vectors to where offers are decided. */
@Injectable()
export class VectorPublisher {
  constructor(private readonly vectors: ProductVectors, private readonly config: RecoWorkerConfig, private readonly quality: IndexQuality) {}

  /** Takes what moved; all of it after the model has grown by so much, was replaced, or failed to be published. Null when nothing is due. */
  take(model: RegionModel): Publication | null {
    const { learner } = model;
    const moved = learner.takeMoved();
    if (model.publishedAt !== null && moved.length === 0) return null;
    const all = model.publishedAt === null || learner.baskets >= model.publishedAt * this.config.vectorsGrowth;
    if (all) model.publishedAt = learner.baskets;
    return { model, all, vectors: listed(all ? learner.vectors() : learner.vectors(moved)) };
  }

  /** Writes what was taken. After a failure all vectors of the model are due. */
  async write({ model, vectors, all }: Publication): Promise<void> {
    try {
      if (!all) return await this.vectors.upsert(model.space, vectors);
      await this.vectors.replaceAll(model.space, vectors);
      await this.quality.measure(model.space, vectors);
    } catch (error) {
      model.publishedAt = null;
      throw error;
    }
  }
}

/** A vector at the very centre points nowhere and is left out. */
function listed({ items, dim, values }: CentredVectors): ProductVector[] {
  return items.flatMap((item, row) => {
    const vector = values.slice(row * dim, (row + 1) * dim);
    return vector.some((value) => value !== 0) ? [{ sku: item as Sku, vector }] : [];
  });
}
