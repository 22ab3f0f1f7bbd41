import { openDetector, type DetectorChoice } from '../detect/open-detector.js';
import { DEFAULT_EMBEDDER_ID, openEmbedder, type EmbedderChoice } from '../embed/open-embedder.js';
import { DEFAULT_PICTURE_LIMITS } from '../picture/decode.js';
import { loadRuntime, type RuntimeChoice } from '../runtime/load-runtime.js';
import { DEFAULT_QUALITY_THRESHOLDS } from './face-quality.js';
import { StagedFaceChain, type ChainSettings } from './staged-face-chain.js';

/** Which chain to open; plain data, so that it can be sent to a thread. */
export interface FaceChainOptions extends Partial<ChainSettings>, Partial<EmbedderChoice> {
  /** Default `auto`. */
  readonly runtime?: RuntimeChoice;
  /** Default `tiny`. */
  readonly detector?: DetectorChoice;
}

/**
 * Opens the chain in the calling thread, warm.
 * @throws VitrineError `invalid_configuration` for an embedder that does not exist
 * @throws VitrineError `model_invalid` for a model that is missing or damaged
 * @throws VitrineError `runtime_unavailable` when the runtime does not load
 */
export async function openFaceChain(options: FaceChainOptions, now: () => number): Promise<StagedFaceChain> {
  const { embedder: embedderId = DEFAULT_EMBEDDER_ID, modelFolder = null } = options;
  const runtime = await loadRuntime(options.runtime ?? 'auto', modelFolder !== null);
  const embedder = await openEmbedder({ embedder: embedderId, modelFolder }, runtime);
  const detector = await openDetector(options.detector ?? 'tiny', runtime);
  const settings = { limits: options.limits ?? DEFAULT_PICTURE_LIMITS, quality: options.quality ?? DEFAULT_QUALITY_THRESHOLDS };
  const chain = new StagedFaceChain({ detector, embedder, runtime }, settings, now);
  await chain.warm();
  return chain;
}
