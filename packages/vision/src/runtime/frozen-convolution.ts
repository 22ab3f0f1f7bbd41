import { randomUUID } from 'node:crypto';
import { valuesIn } from '../models/tensor-shape.js';
import type { NativeBackend, Tensor, TensorFlow, TensorRuntime } from './tensor-runtime.js';

/**
 * A convolution whose filter never changes: TensorFlow then keeps the filter in the order that oneDNN computes in, which it otherwise makes anew in every call
 * (at batch 1 a third of FaceNet's time).
 * @param layer unique for the filter: what is kept is kept under this name
 */
export type FrozenConvolution = (x: Tensor, filter: Tensor, stride: number, padding: 'same' | 'valid', layer: string) => Tensor;

/** TensorFlow's own operation for it, one below those that TensorFlow.js names; not in every build of TensorFlow. */
const OPERATION = '_MklNativeConv2D';
const FLOAT = 1;

/** For `tfjs-node` on CPUs; null where this build of TensorFlow lacks it, or does not give what its plain convolution gives. */
export async function frozenConvolution({ name, tf }: Pick<TensorRuntime, 'name' | 'tf'>): Promise<FrozenConvolution | null> {
  if (name !== 'tfjs-node') return null;
  const backend = tf.backend() as NativeBackend;
  const convolution: FrozenConvolution = (x, filter, stride, padding, layer) => execute(backend, x, filter, stride, padding, layer);
  try {
    return (await works(tf, convolution)) ? convolution : null;
  } catch {
    return null;
  }
}

function execute(backend: NativeBackend, x: Tensor, filter: Tensor, stride: number, padding: 'same' | 'valid', layer: string): Tensor {
  const { TF_ATTR_BOOL, TF_ATTR_INT, TF_ATTR_STRING, TF_ATTR_TYPE } = backend.binding;
  return backend.executeSingleOutput(OPERATION, [
    { name: 'T', type: TF_ATTR_TYPE, value: FLOAT },
    { name: 'strides', type: TF_ATTR_INT, value: [1, stride, stride, 1] },
    { name: 'padding', type: TF_ATTR_STRING, value: padding.toUpperCase() },
    { name: 'data_format', type: TF_ATTR_STRING, value: 'NHWC' },
    { name: 'dilations', type: TF_ATTR_INT, value: [1, 1, 1, 1] },
    { name: 'use_cudnn_on_gpu', type: TF_ATTR_BOOL, value: false },
    { name: 'is_filter_const', type: TF_ATTR_BOOL, value: true },
    { name: '_kernel', type: TF_ATTR_STRING, value: 'MklNameChangeOp' },
    { name: '_layer', type: TF_ATTR_STRING, value: layer },
  ], [x, filter]);
}

/** Two filters of one shape in turn, on one picture, two and one again: what is kept must neither mix filters up nor depend on the batch. */
async function works(tf: TensorFlow, convolution: FrozenConvolution): Promise<boolean> {
  const trial = randomUUID();
  const made = (shape: readonly number[], seed: number): Tensor => tf.tensor(Float32Array.from({ length: valuesIn(shape) }, (_, i) => Math.sin(i * seed)), shape, 'float32');
  const filters = [made([3, 3, 8, 16], 1), made([3, 3, 8, 16], 2)];
  const pictures = [made([1, 6, 6, 8], 3), made([2, 6, 6, 8], 4), made([1, 6, 6, 8], 5)];
  const bias = tf.tensor(new Float32Array(16), [16], 'float32');
  let largest = 0;
  for (const x of pictures) {
    for (const [i, filter] of filters.entries()) {
      const frozen = convolution(x, filter, 1, 'same', `${trial}/${i}`);
      const plain = tf.fused.conv2d({ x, filter, bias, strides: 1, pad: 'same', activation: 'linear' });
      const [ours, theirs] = [await frozen.data(), await plain.data()];
      for (const [at, value] of ours.entries()) largest = Math.max(largest, Math.abs(value - (theirs[at] ?? NaN)));
      frozen.dispose();
      plain.dispose();
    }
  }
  for (const tensor of [...filters, ...pictures, bias]) tensor.dispose();
  return largest < 1e-4;
}
