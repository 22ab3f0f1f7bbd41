import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { VitrineError, type EmbedderId } from '@vitrine/contracts';
import { facenetTensors } from '../embed/facenet/tensor-listing.js';
import { checkTensors } from './check-tensors.js';
import { sha256Of } from './model-folder.js';
import { MANIFEST_FILE, type ModelManifest } from './model-manifest.js';
import { readSafetensors, writeSafetensors, type StoredTensors } from './safetensors.js';

/** What to import. */
export interface FacenetImport {
  /** Weights of facenet-pytorch: `.pt` or `.pth` (needs Python with PyTorch), or `.safetensors` with the same names. */
  readonly file: string;
  /** Folder that the model is put into; it must not exist, or be empty. */
  readonly into: string;
  /** Python that has PyTorch. */
  readonly python: string;
}

const WEIGHTS_FILE = 'weights.safetensors';
const PYTORCH_HELPER = fileURLToPath(new URL('../../python/pt_to_safetensors.py', import.meta.url));

/**
 * Makes a model folder, a file of weights and its manifest, from FaceNet weights that the operator brings. The folder appears whole or not at all.
 * @throws VitrineError `model_invalid` naming the first tensor that differs from FaceNet's
 * @throws VitrineError `invalid_input_file` when the file cannot be read or the folder is in use
 */
export async function importFacenet({ file, into, python }: FacenetImport): Promise<ModelManifest> {
  await demandEmpty(into);
  const source = await readSource(file);
  const weights = extname(file) === '.safetensors' ? source : await fromPyTorch(file, python);
  const tensors = ofTheNetwork(weights, file);
  const bytes = writeSafetensors(tensors);
  const sha256 = sha256Of(bytes);
  const manifest: ModelManifest = {
    format: 1,
    id: `facenet-512@${sha256.slice(0, 12)}` as EmbedderId,
    architecture: 'inception-resnet-v1',
    input: [160, 160, 3],
    dim: 512,
    normalisation: { subtract: 127.5, divideBy: 128 },
    weights: WEIGHTS_FILE,
    sha256,
    tensors: tensors.size,
    source: { file: basename(file), sha256: sha256Of(source) },
  };
  await writeFolder(resolve(into), bytes, manifest);
  return manifest;
}

function ofTheNetwork(bytes: Uint8Array, file: string): StoredTensors {
  const given = readSafetensors(bytes, file, (name) => !name.startsWith('logits.') && !name.endsWith('num_batches_tracked'));
  const wanted = facenetTensors();
  checkTensors(given, wanted, file);
  return new Map(wanted.flatMap(({ name }) => {
    const tensor = given.get(name);
    return tensor === undefined ? [] : [[name, tensor] as const];
  }));
}

async function readSource(file: string): Promise<Uint8Array> {
  if (!['.pt', '.pth', '.safetensors'].includes(extname(file))) throw new VitrineError('invalid_input_file', `${file} is neither .pt, .pth nor .safetensors`, { path: file });
  return readFile(file).catch((cause: unknown) => {
    throw new VitrineError('invalid_input_file', `${file} cannot be read`, { path: file }, cause);
  });
}

async function fromPyTorch(file: string, python: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-import-'));
  try {
    const out = join(folder, WEIGHTS_FILE);
    await promisify(execFile)(python, ['-B', PYTORCH_HELPER, file, out]);
    return await readFile(out);
  } catch (cause) {
    const { stderr = '', code } = cause as { stderr?: string; code?: unknown };
    const fault = code === 'ENOENT' ? `there is no program ${python}` : (stderr.trim().split('\n').at(-1) ?? '');
    throw new VitrineError('model_invalid', `${file}: ${fault}`, { path: file }, cause);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function demandEmpty(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new VitrineError('invalid_input_file', `${folder} is no folder`, { path: folder }, error);
  });
  if (entries.length > 0) throw new VitrineError('invalid_input_file', `${folder} holds something already`, { path: folder });
}

async function writeFolder(into: string, weights: Uint8Array, manifest: ModelManifest): Promise<void> {
  const whole = join(dirname(into), `.importing-${basename(into)}`);
  await mkdir(whole, { recursive: true });
  try {
    await writeFile(join(whole, WEIGHTS_FILE), weights);
    await writeFile(join(whole, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
    await rm(into, { recursive: true, force: true });
    await rename(whole, into);
  } catch (error) {
    await rm(whole, { recursive: true, force: true });
    throw error;
  }
}
