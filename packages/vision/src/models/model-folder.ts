import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VitrineError } from '@vitrine/contracts';
import { facenetTensors } from '../embed/facenet/tensor-listing.js';
import { checkTensors } from './check-tensors.js';
import { MANIFEST_FILE, modelManifest, type ModelManifest } from './model-manifest.js';
import { readSafetensors, type StoredTensors } from './safetensors.js';

/**
 * Reads the manifest of an imported model.
 * @throws VitrineError `model_invalid` when the folder holds none, or one that is not valid, naming the field
 */
export function readModelManifest(folder: string): ModelManifest {
  const file = join(folder, MANIFEST_FILE);
  const read = modelManifest.safeParse(readJson(file));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new VitrineError('model_invalid', `${file}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not valid'}`, { path: file });
}

/**
 * Reads the weights that a manifest speaks of, and checks them: hash first, then every tensor.
 * @throws VitrineError `model_invalid` when the file is missing, has another hash, or holds another network, naming the first tensor that differs
 */
export async function readModelWeights(folder: string, manifest: ModelManifest): Promise<StoredTensors> {
  const file = join(folder, manifest.weights);
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new VitrineError('model_invalid', `${file} cannot be read`, { path: file }, cause);
  });
  const sha256 = sha256Of(bytes);
  if (sha256 !== manifest.sha256) throw new VitrineError('model_invalid', `${file} has SHA-256 ${sha256}, the manifest says ${manifest.sha256}`, { path: file });
  const tensors = readSafetensors(bytes, file);
  checkTensors(tensors, facenetTensors(), file);
  return tensors;
}

/** SHA-256 in hexadecimal. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const fault = cause instanceof SyntaxError ? 'is no JSON' : 'cannot be read';
    throw new VitrineError('model_invalid', `${file} ${fault}`, { path: file }, cause);
  }
}
