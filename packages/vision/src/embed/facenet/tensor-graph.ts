import { randomUUID } from 'node:crypto';
import { valuesIn } from '../../models/tensor-shape.js';
import type { FrozenConvolution } from '../../runtime/frozen-convolution.js';
import type { Tensor, TensorFlow } from '../../runtime/tensor-runtime.js';
import type { FoldedLayer } from './folding.js';
import { GraphOps, type Convolution, type Head, type Projection } from './graph-ops.js';

interface LayerTensors {
  readonly filter: Tensor;
  readonly bias: Tensor;
}

/** Runs the network on TensorFlow.js. What a step makes on the way is freed when it ends. */
export class TensorGraph extends GraphOps<Tensor> {
  private readonly layers: ReadonlyMap<string, LayerTensors>;
  /** No two graphs share what is kept of their filters. */
  private readonly graph = randomUUID();

  /**
   * @param layers folded; their values are copied to the backend
   * @param frozen convolution that keeps its filters, where the backend has one
   */
  constructor(
    private readonly tf: TensorFlow,
    layers: ReadonlyMap<string, FoldedLayer>,
    private readonly frozen: FrozenConvolution | null = null,
  ) {
    super();
    this.layers = new Map(Array.from(layers, ([name, layer]) => [name, layerTensors(tf, layer)]));
  }

  convolution(x: Tensor, { name, stride, padding }: Convolution): Tensor {
    return this.convolve(x, name, stride, padding, 'relu');
  }

  maxPool(x: Tensor): Tensor {
    return this.tf.maxPool(x, 3, 2, 'valid');
  }

  concat(parts: readonly Tensor[]): Tensor {
    return this.tf.concat(parts, 3);
  }

  residual(x: Tensor, branches: Tensor, { name, relu }: Projection): Tensor {
    const sum = this.tf.add(x, this.convolve(branches, name, 1, 'same', 'linear'));
    return relu ? this.tf.relu(sum) : sum;
  }

  head(x: Tensor, { matrix }: Head): Tensor {
    const { filter, bias } = this.layer(matrix);
    return this.tf.fused.matMul({ a: this.tf.mean(x, [1, 2]), b: filter, bias, activation: 'linear' });
  }

  override step(x: Tensor, build: (x: Tensor) => Tensor): Tensor {
    const result = this.tf.tidy(() => build(x));
    x.dispose();
    return result;
  }

  /** Frees the weights. */
  dispose(): void {
    for (const { filter, bias } of this.layers.values()) {
      filter.dispose();
      bias.dispose();
    }
  }

  private convolve(x: Tensor, name: string, stride: 1 | 2, padding: 'same' | 'valid', activation: 'relu' | 'linear'): Tensor {
    const { filter, bias } = this.layer(name);
    if (this.frozen === null) return this.tf.fused.conv2d({ x, filter, bias, strides: stride, pad: padding, activation });
    const sum = this.tf.add(this.frozen(x, filter, stride, padding, `${this.graph}/${name}`), bias);
    return activation === 'relu' ? this.tf.relu(sum) : sum;
  }

  private layer(name: string): LayerTensors {
    const layer = this.layers.get(name);
    if (layer === undefined) throw new RangeError(`there is no layer ${name}`);
    return layer;
  }
}

function layerTensors(tf: TensorFlow, { shape, weights, bias }: FoldedLayer): LayerTensors {
  const [outputs = 0, inputs = 0, height, width] = shape;
  const sides = height === undefined || width === undefined ? [] : [height, width];
  const filter = tf.tensor(outputsLast(weights, outputs, inputs, valuesIn(sides)), [...sides, inputs, outputs], 'float32');
  return { filter, bias: tf.tensor(bias, [outputs], 'float32') };
}

/** From outputs, inputs, places (PyTorch) to places, inputs, outputs (TensorFlow). */
function outputsLast(weights: Float32Array, outputs: number, inputs: number, places: number): Float32Array {
  const turned = new Float32Array(weights.length);
  let at = 0;
  for (let p = 0; p < places; p++) for (let i = 0; i < inputs; i++) for (let o = 0; o < outputs; o++) turned[at++] = weights[(o * inputs + i) * places + p] ?? 0;
  return turned;
}
