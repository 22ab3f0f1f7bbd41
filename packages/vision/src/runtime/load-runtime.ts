import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { VitrineError } from '@vitrine/contracts';
import type { OnnxRuntime } from './onnx-runtime.js';
import type { FaceApi, RuntimeName, TensorFlow, TensorRuntime } from './tensor-runtime.js';

/** What may be asked for; `auto` takes the first that loads, fastest first. */
export type RuntimeChoice = 'auto' | RuntimeName;

/** Every choice, for configuration. */
export const RUNTIME_CHOICES: readonly RuntimeChoice[] = ['auto', 'tfjs-node-gpu', 'onnx', 'tfjs-node', 'wasm'];

const require = createRequire(import.meta.url);

type TensorFlowName = Exclude<RuntimeName, 'onnx'>;

const PACKAGES: Readonly<Record<TensorFlowName, { readonly tensorFlow: string; readonly faceApi: string; readonly backend: string }>> = {
  'tfjs-node-gpu': { tensorFlow: '@tensorflow/tfjs-node-gpu', faceApi: 'face-api.node-gpu.js', backend: 'tensorflow' },
  'tfjs-node': { tensorFlow: '@tensorflow/tfjs-node', faceApi: 'face-api.node.js', backend: 'tensorflow' },
  wasm: { tensorFlow: '@tensorflow/tfjs', faceApi: 'face-api.node-wasm.js', backend: 'wasm' },
};
const ONNX_PACKAGE = 'onnxruntime-node';

/** Whether a choice means a GPU, as far as can be said without loading anything: then one thread, and one copy of the models, serves. */
export function meansGpu(choice: RuntimeChoice): boolean {
  if (choice !== 'auto') return choice === 'tfjs-node-gpu';
  try {
    return require.resolve(PACKAGES['tfjs-node-gpu'].tensorFlow) !== '';
  } catch {
    return false;
  }
}

/**
 * Loads what inference runs on, in the calling thread. The plain JavaScript backend is never used: it is a hundred times too slow to serve.
 * @param forOnnx whether the embedder can run on ONNX Runtime; detectors run on TensorFlow.js beside it
 * @throws VitrineError `runtime_unavailable` when what was asked for does not load, naming the reason
 * @throws VitrineError `invalid_configuration` when ONNX Runtime is asked for and the embedder does not run on it
 */
export async function loadRuntime(choice: RuntimeChoice, forOnnx = false): Promise<TensorRuntime> {
  if (choice === 'onnx' && !forOnnx) throw new VitrineError('invalid_configuration', 'only imported models run on onnx', { runtime: choice });
  const order = choice === 'auto' ? RUNTIME_CHOICES.filter((name): name is RuntimeName => name !== 'auto' && (name !== 'onnx' || forOnnx)) : [choice];
  return loadFirst(order);
}

async function loadFirst(order: readonly RuntimeName[]): Promise<TensorRuntime> {
  const passedOver: string[] = [];
  for (const name of order) {
    try {
      return { ...(await load(name)), passedOver };
    } catch (error) {
      passedOver.push(`${name} ${faultOf(error)}`);
    }
  }
  throw new VitrineError('runtime_unavailable', passedOver.join('; '), { runtime: order.join() });
}

async function load(name: RuntimeName): Promise<TensorRuntime> {
  if (name !== 'onnx') return loadTensorFlow(name);
  const onnx = require(ONNX_PACKAGE) as OnnxRuntime;
  return { ...(await loadFirst(['tfjs-node', 'wasm'])), name, onnx };
}

async function loadTensorFlow(name: TensorFlowName): Promise<TensorRuntime> {
  const { tensorFlow, faceApi, backend } = PACKAGES[name];
  const tf = require(tensorFlow) as TensorFlow;
  if (name === 'wasm') useWasmBinaries();
  const root = dirname(require.resolve('@vladmandic/face-api/package.json'));
  const bound = require(join(root, 'dist', faceApi)) as FaceApi;
  if (!(await tf.setBackend(backend))) throw new Error(`backend ${backend} did not start`);
  await tf.ready();
  if (tf.getBackend() !== backend) throw new Error(`got backend ${tf.getBackend()}`);
  if (name === 'tfjs-node-gpu' && tf.backend().isUsingGpuDevice !== true) throw new Error('sees no GPU');
  return { name, tf, faceApi: bound, weights: join(root, 'model'), onnx: null, passedOver: [] };
}

function useWasmBinaries(): void {
  const wasm = require('@tensorflow/tfjs-backend-wasm') as { setWasmPaths(folder: string): void };
  wasm.setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + sep);
}

function faultOf(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
  return (error as { code?: unknown }).code === 'MODULE_NOT_FOUND' ? 'is not installed' : `does not load: ${text}`;
}
