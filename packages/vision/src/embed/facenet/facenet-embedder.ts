import { VitrineError, type EmbedderId } from '@vitrine/contracts';
import { facenetReference } from '../../align/reference-points.js';
import type { ModelManifest } from '../../models/model-manifest.js';
import { FaceEmbedder } from '../face-embedder.js';
import type { FacenetNetwork } from './facenet-network.js';
import { FACENET_DIM, FACENET_SIDE } from './inception-resnet-v1.js';

/** FaceNet with the operator's weights: 512 values, of unit length. */
export class FacenetEmbedder extends FaceEmbedder {
  readonly id: EmbedderId;
  readonly dim = FACENET_DIM;
  readonly reference = facenetReference();
  readonly maxBatch = 64;
  private readonly chipValues = FACENET_SIDE * FACENET_SIDE * 3;

  constructor(
    private readonly manifest: Pick<ModelManifest, 'id' | 'normalisation'>,
    private readonly network: FacenetNetwork,
  ) {
    super();
    this.id = manifest.id;
  }

  async embed(chips: Float32Array, count: number): Promise<Float32Array> {
    if (chips.length !== count * this.chipValues || count > this.maxBatch) {
      throw new VitrineError('invalid_field', `${chips.length} values are not ${count} chips of ${this.chipValues}, at most ${this.maxBatch}`, { field: 'chips' });
    }
    if (count === 0) return new Float32Array(0);
    return toUnitLength(await this.network.run(this.normalised(chips), count), this.dim);
  }

  async warmUp(): Promise<void> {
    await this.embed(new Float32Array(this.chipValues), 1);
  }

  async close(): Promise<void> {
    await this.network.close();
  }

  private normalised(chips: Float32Array): Float32Array {
    const { subtract, divideBy } = this.manifest.normalisation;
    const pixels = new Float32Array(chips.length);
    for (let i = 0; i < chips.length; i++) pixels[i] = ((chips[i] ?? 0) - subtract) / divideBy;
    return pixels;
  }
}

/** Divides each row by its length, in place. */
function toUnitLength(rows: Float32Array, dim: number): Float32Array {
  for (let from = 0; from < rows.length; from += dim) {
    const row = rows.subarray(from, from + dim);
    const length = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
    for (let i = 0; i < dim; i++) row[i] = (row[i] ?? 0) / Math.max(length, 1e-12);
  }
  return rows;
}
