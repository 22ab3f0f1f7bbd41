import { VitrineError, type EmbedderId } from '@vitrine/contracts';
import { TinyFaceDetector } from '../detect/tiny-face-detector.js';
import { DLIB_EMBEDDER_ID, DlibEmbedder } from '../embed/dlib-embedder.js';
import type { FaceEmbedder } from '../embed/face-embedder.js';
import { DEFAULT_PICTURE_LIMITS } from '../picture/decode.js';
import { loadRuntime, type RuntimeChoice } from '../runtime/load-runtime.js';
import type { TensorRuntime } from '../runtime/tensor-runtime.js';
import { DEFAULT_QUALITY_THRESHOLDS } from './face-quality.js';
import { StagedFaceChain, type ChainSettings } from './staged-face-chain.js';

/** Which chain to open; plain data, so that it can be sent to a thread. */
export interface FaceChainOptions extends Partial<ChainSettings> {
  /** Default `auto`. */
  readonly runtime?: RuntimeChoice;
  /** Default `dlib-resnet-128@1`. */
  readonly embedder?: EmbedderId;
}

const EMBEDDERS: ReadonlyMap<string, (runtime: TensorRuntime) => Promise<FaceEmbedder>> = new Map([[DLIB_EMBEDDER_ID, (runtime) => DlibEmbedder.load(runtime)]]);

/** Embedders that can be opened. */
export const EMBEDDER_IDS: readonly EmbedderId[] = [DLIB_EMBEDDER_ID];

/** The embedder unless another is asked for. */
export const DEFAULT_EMBEDDER_ID: EmbedderId = DLIB_EMBEDDER_ID;

/**
 * Opens the chain in the calling thread, warm.
 * @throws VitrineError `invalid_configuration` for an embedder that does not exist
 * @throws VitrineError `runtime_unavailable` when the runtime does not load
 */
export async function openFaceChain(options: FaceChainOptions, now: () => number): Promise<StagedFaceChain> {
  const id = options.embedder ?? DEFAULT_EMBEDDER_ID;
  const loadEmbedder = EMBEDDERS.get(id);
  if (loadEmbedder === undefined) throw new VitrineError('invalid_configuration', `there is no embedder ${id}; there is ${EMBEDDER_IDS.join(', ')}`, { embedder: id });
  const runtime = await loadRuntime(options.runtime ?? 'auto');
  const detector = await TinyFaceDetector.load(runtime);
  const embedder = await loadEmbedder(runtime);
  const settings = { limits: options.limits ?? DEFAULT_PICTURE_LIMITS, quality: options.quality ?? DEFAULT_QUALITY_THRESHOLDS };
  const chain = new StagedFaceChain({ detector, embedder, runtime: runtime.name }, settings, now);
  await chain.warm();
  return chain;
}
