import { availableParallelism } from 'node:os';
import type { EmbedderId } from '@vitrine/contracts';
import { FaceChain } from '../chain/face-chain.js';
import type { FrameAnalysis, FrameImage } from '../chain/frame-analysis.js';
import { DEFAULT_EMBEDDER_ID, type FaceChainOptions } from '../chain/open-face-chain.js';
import { addTimes, NO_TIME, type StageTimes } from '../chain/stage-times.js';
import type { RuntimeName } from '../runtime/tensor-runtime.js';
import { InferencePool, type PoolSettings } from './inference-pool.js';

/** What a warm thread says of itself. */
export interface FaceThreadHello {
  readonly runtime: RuntimeName;
  readonly embedderId: EmbedderId;
}

/** A chain and the pool it runs on. */
export interface PooledFaceChainOptions extends FaceChainOptions {
  readonly pool?: Partial<PoolSettings>;
}

/** Pool unless configured otherwise: one thread less than cores, batches of 4 or 5 ms, 256 pictures waiting, 30 s a batch. */
export function defaultPoolSettings(): PoolSettings {
  return { threads: Math.max(1, availableParallelism() - 1), maxBatch: 4, maxWaitMs: 5, maxQueued: 256, batchTimeoutMs: 30_000 };
}

/** The chain in worker threads, off the event loop. Pictures cross as the compressed files they came as; vectors come back by transfer. */
export class PooledFaceChain extends FaceChain {
  readonly embedderId: EmbedderId;
  private readonly pool: InferencePool<FrameImage, FrameAnalysis>;
  private readonly times = new Map<number, StageTimes>();
  private running: RuntimeName | null = null;

  private constructor({ pool, ...chain }: PooledFaceChainOptions) {
    super();
    this.embedderId = chain.embedder ?? DEFAULT_EMBEDDER_ID;
    this.pool = new InferencePool(
      new URL('./face-thread.js', import.meta.url),
      chain,
      { ...defaultPoolSettings(), ...pool },
      { onReady: (hello) => (this.running = (hello as FaceThreadHello).runtime), onReport: (thread, report) => this.times.set(thread, report as StageTimes) },
    );
  }

  /**
   * Starts the threads; they warm up in the background, and pictures wait for them. `check` tells when they can be served.
   */
  static start(options: PooledFaceChainOptions = {}): PooledFaceChain {
    return new PooledFaceChain(options);
  }

  /** Resolves when every thread is warm, with the runtime that was chosen. @throws VitrineError `runtime_unavailable`, `invalid_configuration` when they do not start */
  async warm(): Promise<RuntimeName | null> {
    await this.pool.ready();
    return this.running;
  }

  analyse(images: readonly FrameImage[], signal?: AbortSignal): Promise<FrameAnalysis[]> {
    return this.pool.run(images, signal);
  }

  check(): Promise<void> {
    return this.pool.check();
  }

  stageTimes(): StageTimes {
    return [...this.times.values()].reduce(addTimes, NO_TIME);
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}
