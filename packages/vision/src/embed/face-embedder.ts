import type { EmbedderId } from '@vitrine/contracts';
import type { ReferencePoints } from '../align/reference-points.js';

/** Turns aligned chips into unit vectors: faces of one person lie close by cosine. Lives in an inference thread; calls do not overlap. */
export abstract class FaceEmbedder {
  /** Model and version; vectors of two embedders are never compared. */
  abstract readonly id: EmbedderId;
  /** Values in a vector. */
  abstract readonly dim: number;
  /** How chips must be aligned; `size` is their side in pixels. */
  abstract readonly reference: ReferencePoints;
  /** Most chips in one call. */
  abstract readonly maxBatch: number;
  /**
   * Embeds `count` chips of `size * size * 3` values each (RGB, 0 to 255).
   * @returns `count * dim` values, each vector of unit length, in the order of the chips
   * @throws VitrineError `invalid_field` when `chips` has another length or `count` is over `maxBatch`
   */
  abstract embed(chips: Float32Array, count: number): Promise<Float32Array>;
  /** Runs once on nothing, so that the first real chip is not the slow one. */
  abstract warmUp(): Promise<void>;
  /** Frees the weights. */
  abstract close(): Promise<void>;
}
