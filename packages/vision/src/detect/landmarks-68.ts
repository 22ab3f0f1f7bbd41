import type { FivePoints, PointScheme } from '../align/reference-points.js';
import { warpInto } from '../align/warp.js';
import type { Box, Picture, Point } from '../picture/picture.js';
import { withChipTensors } from '../runtime/chip-tensors.js';
import type { FaceApi, TensorRuntime } from '../runtime/tensor-runtime.js';

const LANDMARK_INPUT = 112;

/** A face's landmarks, and five of them by each scheme. */
interface FoundLandmarks {
  readonly landmarks: readonly Point[];
  readonly points: Record<PointScheme, FivePoints>;
}

/** face-api's net of 68 landmarks; five points of either scheme are picked from these. */
export class Landmarks68 {
  private constructor(
    private readonly runtime: TensorRuntime,
    private readonly net: InstanceType<FaceApi['FaceLandmark68Net']>,
  ) {}

  /** Loads the weights from the package's own folder. */
  static async load(runtime: TensorRuntime): Promise<Landmarks68> {
    const net = new runtime.faceApi.FaceLandmark68Net();
    await net.loadFromDisk(runtime.weights);
    return new Landmarks68(runtime, net);
  }

  /** Points of the face in each box, in pixels of the picture. The net was trained on boxes that are tight around brows and chin. */
  async pointsOf(picture: Picture, boxes: readonly Box[]): Promise<FoundLandmarks[]> {
    if (boxes.length === 0) return [];
    const squares = boxes.map((box) => squareAround(box, picture));
    const side = LANDMARK_INPUT;
    const crops = new Float32Array(boxes.length * side * side * 3);
    for (const [i, { x, y, scale }] of squares.entries()) warpInto(crops, i * side * side * 3, picture, { a: scale, b: 0, tx: x, ty: y }, side);
    const all = await withChipTensors(this.runtime.tf, crops, boxes.length, side, (input) => this.net.detectLandmarks(input));
    return all.map(({ relativePositions }, i) => {
      const { x, y, scale } = squares[i] ?? { x: 0, y: 0, scale: 1 };
      const landmarks = relativePositions.map((p) => ({ x: x + p.x * side * scale, y: y + p.y * side * scale }));
      return { landmarks, points: fivePoints(landmarks) };
    });
  }

  /** Frees the weights. */
  dispose(): void {
    this.net.dispose(false);
  }
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
