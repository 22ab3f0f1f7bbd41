import type { StoredTensors } from '../../models/safetensors.js';
import type { TensorFlow } from '../../runtime/tensor-runtime.js';
import { FacenetNetwork } from './facenet-network.js';
import { foldFacenet, type FoldedLayer } from './folding.js';
import { GraphOps, type Convolution, type Head, type Projection } from './graph-ops.js';
import { FACENET_EPSILON, FACENET_SIDE, inceptionResnetV1 } from './inception-resnet-v1.js';
import { TensorGraph } from './tensor-graph.js';

/** Mistakes that are easily made when this network is built by hand. */
export interface Faults {
  readonly epsilon?: number;
  readonly scale?: (name: string, scale: number) => number;
  readonly lastRelu?: boolean;
  readonly reversed?: boolean;
  readonly transposed?: boolean;
  readonly bgr?: boolean;
  readonly padding?: boolean;
  readonly normalisation?: { readonly subtract: number; readonly divideBy: number };
}

/** Another interpreter with the mistakes built in. */
class FaultyOps<T> extends GraphOps<T> {
  constructor(
    private readonly right: GraphOps<T>,
    private readonly faults: Faults,
  ) {
    super();
  }

  convolution(x: T, convolution: Convolution): T {
    return this.right.convolution(x, this.faults.padding === true && convolution.name === 'conv2d_2a' ? { ...convolution, padding: 'same' } : convolution);
  }

  residual(x: T, branches: T, projection: Projection): T {
    const { name, scale, relu } = projection;
    return this.right.residual(x, branches, { ...projection, scale: this.faults.scale?.(name, scale) ?? scale, relu: relu || this.faults.lastRelu === true });
  }

  concat(parts: readonly T[]): T {
    return this.right.concat(this.faults.reversed === true ? parts.toReversed() : parts);
  }

  maxPool(x: T): T {
    return this.right.maxPool(x);
  }

  head(x: T, head: Head): T {
    return this.right.head(x, head);
  }

  override step(x: T, build: (x: T) => T): T {
    return this.right.step(x, build);
  }
}

/** The network with mistakes, on TensorFlow.js. */
export class FaultyNetwork extends FacenetNetwork {
  private readonly graph: TensorGraph;

  constructor(
    private readonly tf: TensorFlow,
    tensors: StoredTensors,
    private readonly faults: Faults,
  ) {
    super();
    const layers = foldFacenet(tensors, (ops, x) => inceptionResnetV1(new FaultyOps(ops, faults), x), faults.epsilon ?? FACENET_EPSILON);
    this.graph = new TensorGraph(tf, faults.transposed === true ? new Map(Array.from(layers, ([name, layer]) => [name, transposed(layer)])) : layers);
  }

  async run(pixels: Float32Array, count: number): Promise<Float32Array> {
    const seen = this.faults.bgr === true ? pixels.map((_, i) => pixels[i + 2 - 2 * (i % 3)] ?? 0) : pixels;
    const output = inceptionResnetV1(new FaultyOps(this.graph, this.faults), this.tf.tensor(seen, [count, FACENET_SIDE, FACENET_SIDE, 3], 'float32'));
    const values = Float32Array.from(await output.data());
    output.dispose();
    return values;
  }

  async close(): Promise<void> {
    this.graph.dispose();
  }
}

/** Height and width of the kernel exchanged. */
function transposed(layer: FoldedLayer): FoldedLayer {
  const [outputs = 0, inputs = 0, height, width] = layer.shape;
  return height === undefined || width === undefined ? layer : { ...layer, shape: [outputs, inputs, width, height] };
}

/** Largest difference of a value, and largest 1 - cosine, over unit vectors of 512 values. */
export function agreement(ours: Float32Array, theirs: Float32Array): { readonly maxAbs: number; readonly cosineGap: number } {
  if (ours.length !== theirs.length) throw new RangeError(`${ours.length} values beside ${theirs.length}`);
  let maxAbs = 0;
  let cosineGap = 0;
  for (let from = 0; from < ours.length; from += 512) {
    let cosine = 0;
    for (let i = from; i < from + 512; i++) {
      cosine += (ours[i] ?? 0) * (theirs[i] ?? 0);
      maxAbs = Math.max(maxAbs, Math.abs((ours[i] ?? 0) - (theirs[i] ?? 0)));
    }
    cosineGap = Math.max(cosineGap, 1 - cosine);
  }
  return { maxAbs, cosineGap };
}
