import type { Sku } from '@vitrine/contracts';
import type { ProductVector } from '@vitrine/state';
import type { StreamLearner } from '@vitrine/word2vec';

/** Vectors that are looked at beside those that were learnt, in turn: noise and the moving centre shift every vector a little. */
const LOOKED_AT = 5_000;

/** What counts as having moved. */
export interface MovementLimits {
  /** A vector is published again when 1 - cosine to what was published is more than this. */
  readonly tolerance: number;
  /** Most vectors published at once; those that moved most go first. */
  readonly most: number;
}

/** Which vectors of a model have moved away from what was published of them. */
export class Movement {
  private readonly published = new Map<string, Float32Array>();
  private waiting: readonly string[] = [];
  private next = 0;
  /** So many vectors have not been looked at since something was learnt. */
  private unseen = 0;

  /** Vectors known to have moved that had to wait. */
  get due(): number {
    return this.waiting.length;
  }

  /** Whether there may be something to publish although nothing more is learnt. */
  get pending(): boolean {
    return this.due > 0 || this.unseen > 0;
  }

  /** Every vector of the model, which are now as good as published. */
  all(learner: StreamLearner): ProductVector[] {
    this.published.clear();
    this.waiting = [];
    this.unseen = 0;
    return this.note(listed(learner.unitVectors()));
  }

  /** Those of the vectors looked at that moved most; `moved` were learnt since the last call. */
  most(learner: StreamLearner, moved: readonly string[], gone: readonly string[], { tolerance, most }: MovementLimits): ProductVector[] {
    for (const item of gone) this.published.delete(item);
    if (moved.length > 0) this.unseen = learner.items.length;
    const looked = new Set([...this.waiting, ...moved, ...this.inTurn(learner.items)]);
    const ranked = listed(learner.unitVectors([...looked]))
      .map((vector) => ({ vector, distance: this.distance(vector) }))
      .filter(({ distance }) => distance > tolerance)
      .toSorted((a, b) => b.distance - a.distance)
      .map(({ vector }) => vector);
    this.waiting = ranked.slice(most).map(({ sku }) => sku);
    return this.note(ranked.slice(0, most));
  }

  private inTurn(items: readonly string[]): readonly string[] {
    if (this.next >= items.length) this.next = 0;
    const some = this.unseen > 0 ? items.slice(this.next, this.next + LOOKED_AT) : [];
    this.next += some.length;
    this.unseen = Math.max(0, this.unseen - some.length);
    return some;
  }

  /** 1 - cosine to what was published; more than any of those for a vector that never was. */
  private distance({ sku, vector }: ProductVector): number {
    const before = this.published.get(sku);
    if (before === undefined) return Infinity;
    let cosine = 0;
    for (let k = 0; k < vector.length; k++) cosine += before[k]! * vector[k]!;
    return 1 - cosine;
  }

  private note(vectors: ProductVector[]): ProductVector[] {
    for (const { sku, vector } of vectors) this.published.set(sku, vector);
    return vectors;
  }
}

function listed(vectors: ReadonlyMap<string, Float32Array>): ProductVector[] {
  return Array.from(vectors, ([item, vector]) => ({ sku: item as Sku, vector }));
}
