import type { VectorSpace } from './product-vectors.js';
import type { StateWrite } from './state-store.js';

/** The learner's whole state (vectors, counts, generator, reservoir) as bytes; written in the step that moves its watermark. */
export abstract class LearnerSnapshots {
  abstract get(space: VectorSpace): Promise<Uint8Array | null>;
  abstract put(space: VectorSpace, snapshot: Uint8Array): StateWrite;
}
