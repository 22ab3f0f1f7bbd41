import type { EmbedderId } from '@vitrine/contracts';
import type { RuntimeName } from '../runtime/tensor-runtime.js';
import type { FrameAnalysis, FrameImage } from './frame-analysis.js';
import type { StageTimes } from './stage-times.js';

/** What a chain runs on. */
export interface ChainIdentity {
  readonly runtime: RuntimeName;
  readonly embedderId: EmbedderId;
  /** Faster runtimes that were tried before, and what kept each from loading. */
  readonly passedOver: readonly string[];
}

/** From the bytes of a picture to a face vector: decode, detect, align, embed. */
export abstract class FaceChain {
  /** Embedder of every vector this chain makes. */
  abstract readonly embedderId: EmbedderId;
  /**
   * Analyses each picture; the answer has the order of the pictures. Whatever a picture may be is a value.
   * @throws VitrineError `overloaded` when there is no room in the queue; nothing of the call was begun
   * @throws VitrineError `invalid_record` when a picture killed inference twice
   * @throws VitrineError `runtime_unavailable` when inference cannot be had
   * @throws the signal's reason when aborted
   */
  abstract analyse(images: readonly FrameImage[], signal?: AbortSignal): Promise<FrameAnalysis[]>;
  /**
   * Resolves when the chain is warm.
   * @throws VitrineError `runtime_unavailable`, `invalid_configuration` when it cannot be had
   */
  abstract warm(): Promise<ChainIdentity>;
  /** Rejects when the chain cannot work at this moment. */
  abstract check(): Promise<void>;
  /** Milliseconds spent in each stage since the start, summed over pictures. */
  abstract stageTimes(): StageTimes;
  /** Tensors that its runtimes hold: the same after every picture, or something leaks. */
  abstract tensorsHeld(): number;
  abstract close(): Promise<void>;
}
