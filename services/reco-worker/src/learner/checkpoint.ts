import { VitrineError, type ModelVersion } from '@vitrine/contracts';
import { ModelFormatError, StreamLearner, type StreamLearnerOptions } from '@vitrine/word2vec';

/** A learner with where it comes from. */
export interface Checkpoint {
  readonly learner: StreamLearner;
  /** The published version it descends from; empty where it never adopted one. */
  readonly adopted: ModelVersion | '';
  /** Baskets before this offset are in that version: its training may have read further than this learner had. */
  readonly trainedUpTo: number;
}

const OFFSET_BYTES = 8;

/** Offset, version as length and text, then the learner's snapshot. */
export function writeCheckpoint({ learner, adopted, trainedUpTo }: Checkpoint): Uint8Array {
  const offset = Buffer.alloc(OFFSET_BYTES);
  offset.writeDoubleLE(trainedUpTo);
  const version = Buffer.from(adopted);
  return Buffer.concat([offset, Buffer.of(version.length), version, learner.snapshot()]);
}

/** @throws VitrineError `model_invalid` when the bytes are not a whole checkpoint of this shape */
export function readCheckpoint(bytes: Uint8Array, options: Partial<StreamLearnerOptions>): Checkpoint {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length <= OFFSET_BYTES) throw new VitrineError('model_invalid', 'the checkpoint is cut off', { bytes: buffer.length });
  const versionEnd = OFFSET_BYTES + 1 + buffer.readUInt8(OFFSET_BYTES);
  return {
    trainedUpTo: buffer.readDoubleLE(0),
    adopted: buffer.toString('utf8', OFFSET_BYTES + 1, versionEnd) as ModelVersion,
    learner: restoreLearner(buffer.subarray(versionEnd), options),
  };
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
