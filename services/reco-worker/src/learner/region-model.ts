import type { ModelVersion } from '@vitrine/contracts';
import type { VectorSpace } from '@vitrine/state';
import type { StreamLearner } from '@vitrine/word2vec';
import type { Checkpoint } from './checkpoint.js';

/** The model of one region while this process is its learner. */
export class RegionModel {
  learner: StreamLearner;
  adopted: ModelVersion | '';
  trainedUpTo: number;
  /** Whether it moved since its last snapshot. */
  dirty = false;
  /** Baskets learnt when every vector was last published; null: all of them are due. */
  publishedAt: number | null = null;

  constructor(readonly space: VectorSpace, checkpoint: Checkpoint) {
    this.learner = checkpoint.learner;
    this.adopted = checkpoint.adopted;
    this.trainedUpTo = checkpoint.trainedUpTo;
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
