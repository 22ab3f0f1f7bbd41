import { VitrineError } from '@vitrine/contracts';
import type { StoredTensor, StoredTensors } from '../../models/safetensors.js';
import { valuesIn } from '../../models/tensor-shape.js';
import type { Tensor, TensorFlow } from '../../runtime/tensor-runtime.js';

/** What a net says of each place or picture: how sure it is of a face (0 to 1), and its other outputs, row by row. */
export interface NetAnswer {
  readonly scores: Float32Array;
  /** Shifts of the box's edges, 4 a row. */
  readonly shifts: Float32Array;
  /** Of the last net: x of five points, then y, as shares of the box, 10 a row. */
  readonly points: Float32Array;
  /** Of the first net: height and width of its map of places. */
  readonly map: readonly [number, number];
}

/** Layers between input and outputs: a convolution or matrix with its PReLU, or a pooling of that window. PyTorch's ceil mode is `same` where a column is left over. */
type Layer = { readonly layer: string; readonly prelu: string } | { readonly pool: 2 | 3; readonly padding: 'same' | 'valid' } | 'flatten';

const conv = (n: number): Layer => ({ layer: `conv${n}`, prelu: `prelu${n}` });
const dense = (n: number): Layer => ({ layer: `dense${n}`, prelu: `prelu${n}` });
const pool = (size: 2 | 3, padding: 'same' | 'valid'): Layer => ({ pool: size, padding });

/** The three nets of Zhang et al., "Joint Face Detection and Alignment using Multi-task Cascaded Convolutional Networks", IEEE SPL 2016, layer by layer. */
const NETS = {
  pnet: { layers: [conv(1), pool(2, 'same'), conv(2), conv(3)], score: 'conv4_1', shifts: 'conv4_2', points: null },
  rnet: { layers: [conv(1), pool(3, 'same'), conv(2), pool(3, 'valid'), conv(3), 'flatten', dense(4)], score: 'dense5_1', shifts: 'dense5_2', points: null },
  onet: { layers: [conv(1), pool(3, 'same'), conv(2), pool(3, 'valid'), conv(3), pool(2, 'valid'), conv(4), 'flatten', dense(5)], score: 'dense6_1', shifts: 'dense6_2', points: 'dense6_3' },
} as const satisfies Record<string, { readonly layers: readonly Layer[]; readonly score: string; readonly shifts: string; readonly points: string | null }>;

/** Name of one of the three nets, in the order they are asked. */
export type NetName = keyof typeof NETS;

/** MTCNN's nets on TensorFlow.js. */
export class MtcnnNets {
  private readonly tensors: ReadonlyMap<string, Tensor>;

  constructor(
    private readonly tf: TensorFlow,
    weights: StoredTensors,
  ) {
    this.tensors = new Map(Array.from(weights, ([name, tensor]) => [name, onBackend(tf, name, tensor)]));
  }

  /**
   * Asks one net about pictures of one size.
   * @param pixels `count` pictures of `height` x `width` x 3, as `AreaSums.resizeInto` writes them
   */
  async ask(net: NetName, pixels: Float32Array, [count, height, width]: readonly [number, number, number]): Promise<NetAnswer> {
    const { score, shifts, points } = NETS[net];
    const outputs = this.tf.tidy(() => {
      const top = NETS[net].layers.reduce((x: Tensor, layer: Layer) => this.run(net, layer, x), this.tf.tensor(pixels, [count, height, width, 3], 'float32'));
      return [score, shifts, points].flatMap((name) => (name === null ? [] : [this.apply(`${net}.${name}`, top)]));
    });
    try {
      const [logits, edges, marks] = await Promise.all(outputs.map(async (output) => Float32Array.from(await output.data())));
      const [, mapHeight = 1, mapWidth = 1] = outputs[0]?.shape ?? [];
      return { scores: certainty(logits ?? new Float32Array(0)), shifts: edges ?? new Float32Array(0), points: marks ?? new Float32Array(0), map: [mapHeight, mapWidth] };
    } finally {
      for (const output of outputs) output.dispose();
    }
  }

  /** Frees the weights. */
  dispose(): void {
    for (const tensor of this.tensors.values()) tensor.dispose();
  }

  private run(net: NetName, layer: Layer, x: Tensor): Tensor {
    if (layer === 'flatten') return this.tf.reshape(x, [x.shape[0] ?? 0, valuesIn(x.shape.slice(1))]);
    if ('pool' in layer) return this.tf.maxPool(x, layer.pool, 2, layer.padding);
    return this.tf.prelu(this.apply(`${net}.${layer.layer}`, x), this.tensor(`${net}.${layer.prelu}.weight`));
  }

  private apply(name: string, x: Tensor): Tensor {
    const [weight, bias] = [this.tensor(`${name}.weight`), this.tensor(`${name}.bias`)];
    if (weight.shape.length === 2) return this.tf.fused.matMul({ a: x, b: weight, bias, activation: 'linear' });
    return this.tf.fused.conv2d({ x, filter: weight, bias, strides: 1, pad: 'valid', activation: 'linear' });
  }

  private tensor(name: string): Tensor {
    const tensor = this.tensors.get(name);
    if (tensor === undefined) throw new VitrineError('model_invalid', `tensor ${name} is missing`, { tensor: name });
    return tensor;
  }
}

/** Softmax of no face and face. */
function certainty(logits: Float32Array): Float32Array {
  return Float32Array.from({ length: logits.length / 2 }, (_, i) => 1 / (1 + Math.exp((logits[2 * i] ?? 0) - (logits[2 * i + 1] ?? 0))));
}

/** Puts PyTorch's weights (outputs first) into TensorFlow's order; the matrix behind a map takes it column by column there, row by row here. */
function onBackend(tf: TensorFlow, name: string, { shape, values }: StoredTensor): Tensor {
  const [outputs = 0, inputs = 0, height = 1, width = 1] = shape;
  if (shape.length === 1) return tf.tensor(values, shape, 'float32');
  if (shape.length === 4) return tf.tensor(reordered(values, [outputs, inputs, height, width], [2, 3, 1, 0]), [height, width, inputs, outputs], 'float32');
  const behindMap = name === 'rnet.dense4.weight' || name === 'onet.dense5.weight';
  const turned = behindMap ? reordered(values, [outputs, 3, 3, inputs / 9], [2, 1, 3, 0]) : reordered(values, [outputs, inputs, 1, 1], [1, 2, 3, 0]);
  return tf.tensor(turned, [inputs, outputs], 'float32');
}

/** Values of four dimensions with these in another order. */
function reordered(values: Float32Array, shape: readonly [number, number, number, number], order: readonly [number, number, number, number]): Float32Array {
  const strides = [shape[1] * shape[2] * shape[3], shape[2] * shape[3], shape[3], 1];
  const [a, b, c, d] = order.map((axis) => ({ size: shape[axis] ?? 0, stride: strides[axis] ?? 0 })) as [Axis, Axis, Axis, Axis];
  const out = new Float32Array(values.length);
  let at = 0;
  for (let i = 0; i < a.size; i++) for (let j = 0; j < b.size; j++) for (let k = 0; k < c.size; k++) for (let l = 0; l < d.size; l++) out[at++] = values[i * a.stride + j * b.stride + k * c.stride + l * d.stride] ?? 0;
  return out;
}

interface Axis {
  readonly size: number;
  readonly stride: number;
}
