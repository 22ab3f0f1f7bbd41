import { Injectable } from '@nestjs/common';
import type { Sku } from '@vitrine/contracts';
import { ProductVectors, type ProductVector } from '@vitrine/state';
import type { CentredVectors } from '@vitrine/word2vec';
import type { RegionModel } from './region-model.js';

/** Growth after which all vectors are published: the centre that is taken off each of them has moved by then. */
const GROWTH = 1.1;

/** Brings a model's vectors to where offers are decided. */
@Injectable()
export class VectorPublisher {
  constructor(private readonly vectors: ProductVectors) {}

  /** Publishes what moved; all of it after the model has grown by a tenth, was replaced, or failed to be published. */
  async publish(model: RegionModel): Promise<void> {
    const { learner, space } = model;
    const moved = learner.takeMoved();
    const { baskets } = learner;
    const all = model.publishedAt === null || baskets >= model.publishedAt * GROWTH;
    if (!all && moved.length === 0) return;
    const publishedAt = all ? baskets : model.publishedAt;
    model.publishedAt = null;
    if (all) await this.vectors.replaceAll(space, listed(learner.vectors()));
    else await this.vectors.upsert(space, listed(learner.vectors(moved)));
    model.publishedAt = publishedAt;
  }
}

/** A vector at the very centre points nowhere and is left out. */
function listed({ items, dim, values }: CentredVectors): ProductVector[] {
  return items.flatMap((item, row) => {
    const vector = values.slice(row * dim, (row + 1) * dim);
    return vector.some((value) => value !== 0) ? [{ sku: item as Sku, vector }] : [];
  });
}
