import { availableParallelism } from 'node:os';
import { VitrineError, type EmbedderId } from '@vitrine/contracts';
import { FaceChain, type ChainIdentity } from '../chain/face-chain.js';
import type { FrameAnalysis, FrameImage } from '../chain/frame-analysis.js';
import type { FaceChainOptions } from '../chain/open-face-chain.js';
import { DEFAULT_EMBEDDER_ID } from '../embed/open-embedder.js';
import { addTimes, NO_TIME, type StageTimes } from '../chain/stage-times.js';
import { meansGpu, type RuntimeChoice } from '../runtime/load-runtime.js';
import { InferencePool, type PoolSettings } from './inference-pool.js';
import type { ChainReport } from './thread-messages.js';

/** A chain and the pool it runs on. */
export interface PooledFaceChainOptions extends FaceChainOptions {
  readonly pool?: Partial<PoolSettings>;
}

/** Pool unless configured otherwise: one thread less than cores, batches of 4 or 5 ms, 256 pictures waiting, 30 s a batch. A GPU gets one thread and batches of 32. */
export function defaultPoolSettings(runtime: RuntimeChoice = 'auto'): PoolSettings {
  const [threads, maxBatch] = meansGpu(runtime) ? [1, 32] : [Math.max(1, availableParallelism() - 1), 4];
  return { threads, maxBatch, maxWaitMs: 5, maxQueued: 256, batchTimeoutMs: 30_000 };
}

/** The chain in worker threads, off the event loop. Pictures cross as the compressed files they came as; vectors come back by transfer. */
export class PooledFaceChain extends FaceChain {
  readonly embedderId: EmbedderId;
  private readonly pool: InferencePool<FrameImage, FrameAnalysis>;
  private readonly times = new Map<number, StageTimes>();
  private readonly tensors = new Map<number, number>();
  private identity: ChainIdentity | null = null;

  private constructor({ pool, ...chain }: PooledFaceChainOptions) {
    super();
    this.embedderId = chain.embedder ?? DEFAULT_EMBEDDER_ID;
    this.pool = new InferencePool(
      new URL('./face-thread.js', import.meta.url),
      chain,
      { ...defaultPoolSettings(chain.runtime), ...pool },
      { onReady: (hello) => (this.identity = hello as ChainIdentity), onReport: (thread, report) => this.note(thread, report as ChainReport), onEnd: (thread) => this.tensors.delete(thread) },
    );
  }

  /** Starts the threads. They warm up in the background, and pictures wait for them. */
  static start(options: PooledFaceChainOptions = {}): PooledFaceChain {
    return new PooledFaceChain(options);
  }

  async warm(): Promise<ChainIdentity> {
    await this.pool.ready();
    if (this.identity === null) throw new VitrineError('internal', 'a warm inference thread did not say what it runs on');
    return this.identity;
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

  tensorsHeld(): number {
    return [...this.tensors.values()].reduce((sum, held) => sum + held, 0);
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private note(thread: number, { times, tensors }: ChainReport): void {
    this.times.set(thread, times);
    this.tensors.set(thread, tensors);
  }
}
