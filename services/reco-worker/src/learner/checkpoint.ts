import type { ModelVersion } from '@vitrine/contracts';
import { VitrineError } from '@vitrine/contracts';
import { ModelFormatError, StreamLearner, type StreamLearnerOptions } from '@vitrine/word2vec';

/** A learner with the published version it descends from; empty where it never adopted one. */
export interface Checkpoint {
  readonly learner: StreamLearner;
  readonly adopted: ModelVersion | '';
}

/** Version as length and text, then the learner's snapshot. */
export function writeCheckpoint({ learner, adopted }: Checkpoint): Uint8Array {
  const version = Buffer.from(adopted);
  return Buffer.concat([Buffer.of(version.length), version, learner.snapshot()]);
}

/** @throws VitrineError `model_invalid` when the bytes are not a whole checkpoint of this shape */
export function readCheckpoint(bytes: Uint8Array, options: Partial<StreamLearnerOptions>): Checkpoint {
  const length = bytes[0] ?? 0;
  const adopted = Buffer.from(bytes.subarray(1, 1 + length)).toString() as ModelVersion;
  return { learner: restoreLearner(bytes.subarray(1 + length), options), adopted };
}

/** @throws VitrineError `model_invalid` */
export function restoreLearner(bytes: Uint8Array, options: Partial<StreamLearnerOptions>): StreamLearner {
  try {
    return StreamLearner.restore(bytes, options);
  } catch (error) {
    if (error instanceof ModelFormatError) throw new VitrineError('model_invalid', error.message, { reason: error.reason }, error);
    throw error;
  }
}
