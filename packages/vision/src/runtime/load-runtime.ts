import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { VitrineError } from '@vitrine/contracts';
import type { FaceApi, RuntimeName, TensorFlow, TensorRuntime } from './tensor-runtime.js';

/** What may be asked for; `auto` takes the first that loads, fastest first. */
export type RuntimeChoice = 'auto' | RuntimeName;

/** Every choice, for configuration. */
export const RUNTIME_CHOICES: readonly RuntimeChoice[] = ['auto', 'tfjs-node-gpu', 'tfjs-node', 'wasm'];

const require = createRequire(import.meta.url);

interface RuntimePackages {
  readonly tensorFlow: string;
  readonly faceApi: string;
  readonly backend: string;
}

const PACKAGES: Readonly<Record<RuntimeName, RuntimePackages>> = {
  'tfjs-node-gpu': { tensorFlow: '@tensorflow/tfjs-node-gpu', faceApi: 'face-api.node-gpu.js', backend: 'tensorflow' },
  'tfjs-node': { tensorFlow: '@tensorflow/tfjs-node', faceApi: 'face-api.node.js', backend: 'tensorflow' },
  wasm: { tensorFlow: '@tensorflow/tfjs', faceApi: 'face-api.node-wasm.js', backend: 'wasm' },
};

/**
 * Loads TensorFlow.js with the backend asked for. The plain JavaScript backend is never used: it is a hundred times too slow to serve.
 * @throws VitrineError `runtime_unavailable` when what was asked for does not load, naming the reason
 */
export async function loadRuntime(choice: RuntimeChoice): Promise<TensorRuntime> {
  if (choice !== 'auto') return load(choice);
  const faults: string[] = [];
  for (const name of ['tfjs-node-gpu', 'tfjs-node', 'wasm'] as const) {
    try {
      return await load(name);
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new VitrineError('runtime_unavailable', `no inference runtime loads: ${faults.join('; ')}`, { runtime: choice });
}

async function load(name: RuntimeName): Promise<TensorRuntime> {
  const { tensorFlow, faceApi, backend } = PACKAGES[name];
  try {
    const tf = require(tensorFlow) as TensorFlow;
    if (name === 'wasm') useWasmBinaries();
    const root = dirname(require.resolve('@vladmandic/face-api/package.json'));
    const bound = require(join(root, 'dist', faceApi)) as FaceApi;
    if (!(await tf.setBackend(backend))) throw new Error(`backend ${backend} did not start`);
    await tf.ready();
    if (tf.getBackend() !== backend) throw new Error(`got backend ${tf.getBackend()}`);
    return { name, tf, faceApi: bound, weights: join(root, 'model') };
  } catch (cause) {
    throw new VitrineError('runtime_unavailable', `${name} does not load: ${firstLine(cause)}`, { runtime: name }, cause);
  }
}

function useWasmBinaries(): void {
  const wasm = require('@tensorflow/tfjs-backend-wasm') as { setWasmPaths(folder: string): void };
  wasm.setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + sep);
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n', 1)[0] ?? '';
}
