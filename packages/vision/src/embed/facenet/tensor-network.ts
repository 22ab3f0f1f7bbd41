import { frozenConvolution } from '../../runtime/frozen-convolution.js';
import type { TensorFlow, TensorRuntime } from '../../runtime/tensor-runtime.js';
import { FacenetNetwork } from './facenet-network.js';
import type { FoldedLayer } from './folding.js';
import { FACENET_SIDE, inceptionResnetV1 } from './inception-resnet-v1.js';
import { TensorGraph } from './tensor-graph.js';

/** The network on TensorFlow.js, whatever its backend. */
export class TensorNetwork extends FacenetNetwork {
  private constructor(
    private readonly tf: TensorFlow,
    private readonly graph: TensorGraph,
  ) {
    super();
  }

  /** Copies the weights to the backend. */
  static async load(runtime: Pick<TensorRuntime, 'name' | 'tf'>, layers: ReadonlyMap<string, FoldedLayer>): Promise<TensorNetwork> {
    return new TensorNetwork(runtime.tf, new TensorGraph(runtime.tf, layers, await frozenConvolution(runtime)));
  }

  async run(pixels: Float32Array, count: number): Promise<Float32Array> {
    const output = inceptionResnetV1(this.graph, this.tf.tensor(pixels, [count, FACENET_SIDE, FACENET_SIDE, 3], 'float32'));
    try {
      return Float32Array.from(await output.data());
    } finally {
      output.dispose();
    }
  }

  async close(): Promise<void> {
    this.graph.dispose();
  }
}
