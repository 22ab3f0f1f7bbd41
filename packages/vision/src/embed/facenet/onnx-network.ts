import { VitrineError } from '@vitrine/contracts';
import type { OnnxRuntime, OnnxSession } from '../../runtime/onnx-runtime.js';
import { FacenetNetwork } from './facenet-network.js';
import type { FoldedLayer } from './folding.js';
import { FACENET_SIDE } from './inception-resnet-v1.js';
import { ONNX_INPUT, ONNX_OUTPUT, onnxModel } from './onnx-graph.js';

/** The network on ONNX Runtime, one thread; its `run` blocks the calling thread. */
export class OnnxNetwork extends FacenetNetwork {
  private constructor(
    private readonly onnx: OnnxRuntime,
    private readonly session: OnnxSession,
  ) {
    super();
  }

  /** @throws VitrineError `runtime_unavailable` when ONNX Runtime does not take the model */
  static async load(onnx: OnnxRuntime, layers: ReadonlyMap<string, FoldedLayer>): Promise<OnnxNetwork> {
    try {
      return new OnnxNetwork(onnx, await onnx.InferenceSession.create(onnxModel(layers), { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential' }));
    } catch (cause) {
      throw new VitrineError('runtime_unavailable', `ONNX Runtime does not take the model: ${cause instanceof Error ? cause.message : String(cause)}`, { runtime: 'onnx' }, cause);
    }
  }

  async run(pixels: Float32Array, count: number): Promise<Float32Array> {
    const { [ONNX_OUTPUT]: output } = await this.session.run({ [ONNX_INPUT]: new this.onnx.Tensor('float32', pixels, [count, FACENET_SIDE, FACENET_SIDE, 3]) });
    if (output === undefined) throw new VitrineError('internal', `the model has no output ${ONNX_OUTPUT}`);
    return Float32Array.from(output.data);
  }

  async close(): Promise<void> {
    await this.session.release();
  }
}
