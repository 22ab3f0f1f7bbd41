import sharp from 'sharp';
import type { PointScheme } from '../align/reference-points.js';
import type { Picture } from '../picture/picture.js';
import type { FaceApi, TensorRuntime } from '../runtime/tensor-runtime.js';
import type { DetectedFace } from './face-detector.js';
import { Landmarks68 } from './landmarks-68.js';
import { OneByOneDetector } from './one-by-one-detector.js';

interface Look {
  /** Side of the square the picture is fitted into; a multiple of 32. */
  readonly inputSize: number;
  /** Lowest confidence that counts, 0 to 1. */
  readonly minScore: number;
}

/** The second look is a cheap one for faces that fill the picture, the third a dear one for small faces. */
const LOOKS: readonly Look[] = [
  { inputSize: 320, minScore: 0.35 },
  { inputSize: 160, minScore: 0.35 },
  { inputSize: 512, minScore: 0.35 },
];

/** face-api's TinyFaceDetector, then its 68 landmarks on each face; five points are picked from these. */
export class TinyFaceDetector extends OneByOneDetector<Look> {
  readonly schemes: readonly PointScheme[] = ['eye-corners-and-nose', 'eyes-nose-and-mouth'];

  private constructor(
    private readonly runtime: TensorRuntime,
    private readonly boxes: InstanceType<FaceApi['TinyFaceDetector']>,
    landmarks: Landmarks68,
  ) {
    super(LOOKS, landmarks);
  }

  /** Loads the weights from the package's own folder. */
  static async load(runtime: TensorRuntime): Promise<TinyFaceDetector> {
    const boxes = new runtime.faceApi.TinyFaceDetector();
    await boxes.loadFromDisk(runtime.weights);
    return new TinyFaceDetector(runtime, boxes, await Landmarks68.load(runtime));
  }

  override async close(): Promise<void> {
    this.boxes.dispose(false);
    await super.close();
  }

  protected async detectOne(picture: Picture, look: Look): Promise<DetectedFace[]> {
    const { inputSize, minScore } = look;
    const fitted = inputSize / Math.max(picture.width, picture.height);
    const [toX, toY] = [inputSize / (picture.width * fitted), inputSize / (picture.height * fitted)];
    const input = this.runtime.tf.tensor3d(await fit(picture, inputSize), [inputSize, inputSize, 3], 'int32');
    try {
      const found = await this.boxes.locateFaces(input, { inputSize, scoreThreshold: minScore });
      const boxes = found.map(({ relativeBox: { x, y, width, height } }) => ({ x: x * toX, y: y * toY, width: width * toX, height: height * toY }));
      const all = await this.landmarks.pointsOf(picture, boxes);
      return boxes.map((box, i) => ({ box, score: found[i]?.score ?? 0, points: all[i]?.points ?? {}, landmarks: all[i]?.landmarks ?? null }));
    } finally {
      input.dispose();
    }
  }
}

/** Fits the picture into the top left of a black square. */
async function fit({ width, height, rgb }: Picture, side: number): Promise<Uint8Array> {
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .resize({ width: side, height: side, fit: 'contain', position: 'left top', background: '#000', kernel: 'linear' })
    .raw()
    .toBuffer();
}
