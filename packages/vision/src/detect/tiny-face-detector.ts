import sharp from 'sharp';
import type { FivePoints, PointScheme } from '../align/reference-points.js';
import { warpInto } from '../align/warp.js';
import type { Box, Picture, Point } from '../picture/picture.js';
import { withChipTensors } from '../runtime/chip-tensors.js';
import type { FaceApi, TensorRuntime } from '../runtime/tensor-runtime.js';
import { FaceDetector, type DetectedFace } from './face-detector.js';

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
const LANDMARK_INPUT = 112;

/** face-api's TinyFaceDetector, then its 68 landmarks on each face; five points are picked from these. */
export class TinyFaceDetector extends FaceDetector {
  readonly schemes: readonly PointScheme[] = ['eye-corners-and-nose', 'eyes-nose-and-mouth'];
  readonly looks = LOOKS.length;

  private constructor(
    private readonly runtime: TensorRuntime,
    private readonly boxes: InstanceType<FaceApi['TinyFaceDetector']>,
    private readonly landmarks: InstanceType<FaceApi['FaceLandmark68Net']>,
  ) {
    super();
  }

  /** Loads the weights from the package's own folder. */
  static async load(runtime: TensorRuntime): Promise<TinyFaceDetector> {
    const boxes = new runtime.faceApi.TinyFaceDetector();
    const landmarks = new runtime.faceApi.FaceLandmark68Net();
    await boxes.loadFromDisk(runtime.weights);
    await landmarks.loadFromDisk(runtime.weights);
    return new TinyFaceDetector(runtime, boxes, landmarks);
  }

  async detect(pictures: readonly Picture[], look: number): Promise<readonly (readonly DetectedFace[])[]> {
    const settings = LOOKS[look];
    if (settings === undefined) throw new RangeError(`there are ${LOOKS.length} looks`);
    const found: DetectedFace[][] = [];
    for (const picture of pictures) found.push(await this.detectOne(picture, settings));
    return found;
  }

  async warmUp(): Promise<void> {
    const grey: Picture = { width: 64, height: 64, rgb: new Uint8Array(64 * 64 * 3).fill(128) };
    for (const look of LOOKS) await this.detectOne(grey, look);
    await this.pointsOf(grey, [{ x: 0, y: 0, width: 1, height: 1 }]);
  }

  async close(): Promise<void> {
    this.boxes.dispose(false);
    this.landmarks.dispose(false);
  }

  private async detectOne(picture: Picture, look: Look): Promise<DetectedFace[]> {
    const { inputSize, minScore } = look;
    const fitted = inputSize / Math.max(picture.width, picture.height);
    const [toX, toY] = [inputSize / (picture.width * fitted), inputSize / (picture.height * fitted)];
    const input = this.runtime.tf.tensor3d(await fit(picture, inputSize), [inputSize, inputSize, 3], 'int32');
    try {
      const found = await this.boxes.locateFaces(input, { inputSize, scoreThreshold: minScore });
      const boxes = found.map(({ relativeBox: { x, y, width, height } }) => ({ x: x * toX, y: y * toY, width: width * toX, height: height * toY }));
      const points = await this.pointsOf(picture, boxes);
      return boxes.map((box, i) => ({ box, score: found[i]?.score ?? 0, points: points[i] ?? {} }));
    } finally {
      input.dispose();
    }
  }

  private async pointsOf(picture: Picture, boxes: readonly Box[]): Promise<DetectedFace['points'][]> {
    if (boxes.length === 0) return [];
    const squares = boxes.map((box) => squareAround(box, picture));
    const side = LANDMARK_INPUT;
    const crops = new Float32Array(boxes.length * side * side * 3);
    for (const [i, { x, y, scale }] of squares.entries()) warpInto(crops, i * side * side * 3, picture, { a: scale, b: 0, tx: x, ty: y }, side);
    const all = await withChipTensors(this.runtime.tf, crops, boxes.length, side, (input) => this.landmarks.detectLandmarks(input));
    return all.map(({ relativePositions }, i) => {
      const { x, y, scale } = squares[i] ?? { x: 0, y: 0, scale: 1 };
      return fivePoints(relativePositions.map((p) => ({ x: x + p.x * side * scale, y: y + p.y * side * scale })));
    });
  }
}

/** Fits the picture into the top left of a black square. */
async function fit({ width, height, rgb }: Picture, side: number): Promise<Uint8Array> {
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .resize({ width: side, height: side, fit: 'contain', position: 'left top', background: '#000', kernel: 'linear' })
    .raw()
    .toBuffer();
}

function squareAround(box: Box, picture: Picture): { x: number; y: number; scale: number } {
  const [width, height] = [box.width * picture.width, box.height * picture.height];
  const side = Math.max(width, height);
  return { x: box.x * picture.width - (side - width) / 2, y: box.y * picture.height - (side - height) / 2, scale: side / LANDMARK_INPUT };
}

function fivePoints(all: readonly Point[]): Record<PointScheme, FivePoints> {
  const at = (i: number): Point => {
    const point = all[i];
    if (point === undefined) throw new RangeError(`no landmark ${i} among ${all.length}`);
    return point;
  };
  const middle = (from: number, to: number): Point => {
    const eye = all.slice(from, to + 1);
    return { x: eye.reduce((sum, p) => sum + p.x, 0) / eye.length, y: eye.reduce((sum, p) => sum + p.y, 0) / eye.length };
  };
  return {
    'eye-corners-and-nose': [at(45), at(42), at(36), at(39), at(33)],
    'eyes-nose-and-mouth': [middle(36, 41), middle(42, 47), at(30), at(48), at(54)],
  };
}
