import { VitrineError } from '@vitrine/contracts';
import type { StoredTensors } from './safetensors.js';
import type { TensorShape } from './tensor-shape.js';

/**
 * Compares tensors with those that a network has.
 * @param where what the file is called in an error
 * @throws VitrineError `model_invalid` naming the first tensor that is missing, of another shape, not finite, or, last, not of this network
 */
export function checkTensors(tensors: StoredTensors, wanted: readonly TensorShape[], where: string): void {
  for (const { name, shape } of wanted) {
    const fault = faultOf(name, tensors.get(name), shape);
    if (fault !== null) throw new VitrineError('model_invalid', `${where}: tensor ${name} ${fault}`, { tensor: name });
  }
  const known = new Set(wanted.map(({ name }) => name));
  const foreign = [...tensors.keys()].find((name) => !known.has(name));
  if (foreign !== undefined) throw new VitrineError('model_invalid', `${where}: tensor ${foreign} is not of this network`, { tensor: foreign });
}

function faultOf(name: string, tensor: ReturnType<StoredTensors['get']>, shape: readonly number[]): string | null {
  if (tensor === undefined) return 'is missing';
  if (tensor.shape.join() !== shape.join()) return `has shape [${tensor.shape.join(', ')}], not [${shape.join(', ')}]`;
  if (!tensor.values.every((value) => Number.isFinite(value))) return 'holds a value that is no number';
  if (name.endsWith('running_var') && tensor.values.some((value) => value < 0)) return 'holds a negative variance';
  return null;
}
