import type { ModelVersion } from '@vitrine/contracts';
import type { VectorSpace } from '@vitrine/state';
import type { LearnerBasket, StreamLearner } from '@vitrine/word2vec';
import type { Checkpoint } from './checkpoint.js';
import { Movement } from './movement.js';

/** The model of one region while this process is its learner. */
export class RegionModel {
  learner: StreamLearner;
  adopted: ModelVersion | '';
  trainedUpTo: number;
  /** A published version that could not be read. */
  refused: ModelVersion | null = null;
  /** Whether it moved since its last snapshot. */
  dirty = false;
  /** Baskets learnt when every vector was last published; null: all of them are due. */
  publishedAt: number | null = null;
  /** When the first basket was learnt that is in no publication yet, by `performance.now`. */
  learntSinceMs: number | null = null;
  readonly movement = new Movement();

  constructor(readonly space: VectorSpace, checkpoint: Checkpoint) {
    this.learner = checkpoint.learner;
    this.adopted = checkpoint.adopted;
    this.trainedUpTo = checkpoint.trainedUpTo;
  }

  learn(basket: LearnerBasket): void {
    this.learner.learn(basket);
    this.dirty = true;
    this.learntSinceMs ??= performance.now();
  }

  /** Goes on with another learner, whose vectors are then all due. */
  replace({ learner, adopted, trainedUpTo }: Checkpoint): void {
    this.learner = learner;
    this.adopted = adopted;
    this.trainedUpTo = trainedUpTo;
    this.dirty = true;
    this.publishedAt = null;
  }
}
