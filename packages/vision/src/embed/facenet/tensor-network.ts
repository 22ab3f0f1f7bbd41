import type { TensorFlow } from '../../runtime/tensor-runtime.js';
import { FacenetNetwork } from './facenet-network.js';
import type { FoldedLayer } from './folding.js';
import { FACENET_SIDE, inceptionResnetV1 } from './inception-resnet-v1.js';
import { TensorGraph } from './tensor-graph.js';

/** The network on TensorFlow.js, whatever its backend. */
export class TensorNetwork extends FacenetNetwork {
  private readonly graph: TensorGraph;

  constructor(
    private readonly tf: TensorFlow,
    layers: ReadonlyMap<string, FoldedLayer>,
  ) {
    super();
    this.graph = new TensorGraph(tf, layers);
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
