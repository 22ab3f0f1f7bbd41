import { VitrineError, type EmbedderId } from '@vitrine/contracts';
import { readModelManifest, readModelWeights } from '../models/model-folder.js';
import type { TensorRuntime } from '../runtime/tensor-runtime.js';
import { DLIB_EMBEDDER_ID, DlibEmbedder } from './dlib-embedder.js';
import type { FaceEmbedder } from './face-embedder.js';
import { FacenetEmbedder } from './facenet/facenet-embedder.js';
import { foldFacenet } from './facenet/folding.js';
import { OnnxNetwork } from './facenet/onnx-network.js';
import { TensorNetwork } from './facenet/tensor-network.js';

/** Which embedder; plain data, so that it can be sent to a thread. */
export interface EmbedderChoice {
  readonly embedder: EmbedderId;
  /** Folder of an imported model; null for an embedder that comes with a plain install. */
  readonly modelFolder: string | null;
}

/** The embedder unless another is asked for. */
export const DEFAULT_EMBEDDER_ID: EmbedderId = DLIB_EMBEDDER_ID;

/**
 * Understands what an operator writes: the id of an embedder that comes with a plain install, or the folder of an imported model.
 * @throws VitrineError `invalid_configuration` when it is neither
 * @throws VitrineError `model_invalid` when the folder's manifest is missing or not valid
 */
export function chooseEmbedder(text: string): EmbedderChoice {
  if (text === DLIB_EMBEDDER_ID) return { embedder: DLIB_EMBEDDER_ID, modelFolder: null };
  if (text.includes('@') && !text.includes('/')) {
    throw new VitrineError('invalid_configuration', `there is no embedder ${text}; there is ${DLIB_EMBEDDER_ID}, or give the folder of an imported model`, { embedder: text });
  }
  return { embedder: readModelManifest(text).id, modelFolder: text };
}

/**
 * Loads an embedder in the calling thread.
 * @throws VitrineError `invalid_configuration` for one that does not exist, or a folder that holds another one by now
 * @throws VitrineError `model_invalid` for a model that is missing or damaged
 */
export async function openEmbedder({ embedder, modelFolder }: EmbedderChoice, runtime: TensorRuntime): Promise<FaceEmbedder> {
  if (modelFolder === null) {
    chooseEmbedder(embedder);
    return DlibEmbedder.load(runtime);
  }
  const manifest = readModelManifest(modelFolder);
  if (manifest.id !== embedder) throw new VitrineError('invalid_configuration', `${modelFolder} holds ${manifest.id}, not ${embedder}`, { embedder });
  const layers = foldFacenet(await readModelWeights(modelFolder, manifest));
  return new FacenetEmbedder(manifest, await (runtime.onnx === null ? TensorNetwork.load(runtime, layers) : OnnxNetwork.load(runtime.onnx, layers)));
}
