import { VitrineError } from '@vitrine/contracts';
import type { StoredTensors } from '../../models/safetensors.js';
import { GraphOps, type Convolution, type Head, type Projection } from './graph-ops.js';
import { FACENET_EPSILON, inceptionResnetV1 } from './inception-resnet-v1.js';

/** Weights and bias of one layer, with whatever comes after it multiplied in. */
export interface FoldedLayer {
  /** Outputs, inputs, height, width; of a matrix the first two. */
  readonly shape: readonly number[];
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/**
 * Multiplies batch normalisation and residual scales into the layers before them, in double precision. The network then gives the same values with
 * a quarter to a third less work (Jacob et al., "Quantization and Training of Neural Networks…", CVPR 2018, section 3.2).
 */
class Folding extends GraphOps<null> {
  readonly layers = new Map<string, FoldedLayer>();

  constructor(
    private readonly tensors: StoredTensors,
    private readonly epsilon: number,
  ) {
    super();
  }

  /** `g / sqrt(v + e) * (W x - m) + b` as one convolution. */
  convolution(_x: null, { name }: Convolution): null {
    return this.normalised(name, `${name}.conv.weight`, `${name}.bn`);
  }

  /** `scale * (W x + b)` as one convolution. */
  residual(_x: null, _branches: null, { name, scale }: Projection): null {
    const { shape, values } = this.tensor(`${name}.weight`);
    this.layers.set(name, { shape, weights: values.map((w) => w * scale), bias: this.tensor(`${name}.bias`).values.map((b) => b * scale) });
    return null;
  }

  head(_x: null, { matrix, norm }: Head): null {
    return this.normalised(matrix, `${matrix}.weight`, norm);
  }

  maxPool(): null {
    return null;
  }

  concat(): null {
    return null;
  }

  private normalised(layer: string, weight: string, norm: string): null {
    const { shape, values } = this.tensor(weight);
    const [gamma, beta, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map((part) => this.tensor(`${norm}.${part}`).values) as [Float32Array, Float32Array, Float32Array, Float32Array];
    const weights = new Float32Array(values.length);
    const bias = new Float32Array(gamma.length);
    const perOutput = values.length / gamma.length;
    for (let o = 0; o < gamma.length; o++) {
      const factor = (gamma[o] ?? 0) / Math.sqrt((variance[o] ?? 0) + this.epsilon);
      bias[o] = (beta[o] ?? 0) - (mean[o] ?? 0) * factor;
      for (let i = o * perOutput; i < (o + 1) * perOutput; i++) weights[i] = (values[i] ?? 0) * factor;
    }
    this.layers.set(layer, { shape, weights, bias });
    return null;
  }

  private tensor(name: string): { readonly shape: readonly number[]; readonly values: Float32Array } {
    const tensor = this.tensors.get(name);
    if (tensor === undefined) throw new VitrineError('model_invalid', `tensor ${name} is missing`, { tensor: name });
    return tensor;
  }
}

/**
 * The network's layers by name, folded.
 * @throws VitrineError `model_invalid` naming the first tensor that is missing
 */
export function foldFacenet(tensors: StoredTensors, network: typeof inceptionResnetV1<null> = inceptionResnetV1, epsilon = FACENET_EPSILON): ReadonlyMap<string, FoldedLayer> {
  const folding = new Folding(tensors, epsilon);
  network(folding, null);
  return folding.layers;
}
