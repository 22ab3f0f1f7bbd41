import { VitrineError, type EmbedderId } from '@vitrine/contracts';
import { dlibReference } from '../align/reference-points.js';
import { withChipTensors } from '../runtime/chip-tensors.js';
import type { FaceApi, TensorRuntime } from '../runtime/tensor-runtime.js';
import { DLIB_CENTRE } from './dlib-centre.js';
import { FaceEmbedder } from './face-embedder.js';
import { liftOntoSphere } from './on-sphere.js';

/** Id of the embedder that comes with a plain install. */
export const DLIB_EMBEDDER_ID = 'dlib-resnet-128@1' as EmbedderId;

/**
 * dlib's face recognition ResNet (public-domain weights, 128 values) as face-api carries it, on chips aligned by five points.
 * Its 128 values, trained for Euclidean distance, are lifted onto the unit sphere, so cosine is the score: `d` apart is cosine `1 - d^2 / 2`.
 */
export class DlibEmbedder extends FaceEmbedder {
  readonly id = DLIB_EMBEDDER_ID;
  readonly dim = DLIB_CENTRE.length + 1;
  readonly reference = dlibReference(150, 0.25);
  readonly maxBatch = 32;
  private readonly chipValues = 150 * 150 * 3;

  private constructor(
    private readonly runtime: TensorRuntime,
    private readonly net: InstanceType<FaceApi['FaceRecognitionNet']>,
  ) {
    super();
  }

  /** Loads the weights from the package's own folder. */
  static async load(runtime: TensorRuntime): Promise<DlibEmbedder> {
    const net = new runtime.faceApi.FaceRecognitionNet();
    await net.loadFromDisk(runtime.weights);
    return new DlibEmbedder(runtime, net);
  }

  async embed(chips: Float32Array, count: number): Promise<Float32Array> {
    if (chips.length !== count * this.chipValues || count > this.maxBatch) {
      throw new VitrineError('invalid_field', `${chips.length} values are not ${count} chips of ${this.chipValues}, at most ${this.maxBatch}`, { field: 'chips' });
    }
    if (count === 0) return new Float32Array(0);
    return withChipTensors(this.runtime.tf, chips, count, this.reference.size, async (input) => liftRows(await this.net.computeFaceDescriptor(input), this.dim));
  }

  async warmUp(): Promise<void> {
    await this.embed(new Float32Array(this.chipValues), 1);
  }

  async close(): Promise<void> {
    this.net.dispose(false);
  }
}

function liftRows(rows: readonly Float32Array[], dim: number): Float32Array {
  const out = new Float32Array(rows.length * dim);
  for (const [index, row] of rows.entries()) liftOntoSphere(row, DLIB_CENTRE, out, index * dim);
  return out;
}
