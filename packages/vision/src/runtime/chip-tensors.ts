import type { Tensor, TensorFlow } from './tensor-runtime.js';

/** Runs `use` on `count` square RGB chips as tensors, and frees them whatever happens. */
export async function withChipTensors<T>(tf: TensorFlow, chips: Float32Array, count: number, size: number, use: (chips: readonly Tensor[]) => Promise<T>): Promise<T> {
  const values = size * size * 3;
  const tensors: Tensor[] = [];
  try {
    for (let i = 0; i < count; i++) tensors.push(tf.tensor3d(chips.subarray(i * values, (i + 1) * values), [size, size, 3], 'float32'));
    return await use(tensors);
  } finally {
    for (const tensor of tensors) tensor.dispose();
  }
}
