import { valuesIn } from '../../models/tensor-shape.js';
import type { StoredTensors } from '../../models/safetensors.js';
import { facenetTensors } from './tensor-listing.js';

/**
 * Weights of the right shapes without meaning, for measuring speed where no trained ones are: activations keep their size from layer to layer, so nothing is
 * computed faster or slower than with trained weights.
 * @param random uniform in [0, 1)
 */
export function madeFacenetWeights(random: () => number): StoredTensors {
  return new Map(facenetTensors().map(({ name, shape }) => {
    const bound = shape.length > 1 ? Math.sqrt(6 / valuesIn(shape.slice(1))) : 0;
    const level = /(bn\.weight|running_var)$/.test(name) ? 1 : 0;
    return [name, { shape, values: Float32Array.from({ length: valuesIn(shape) }, () => level + bound * (2 * random() - 1)) }];
  }));
}
