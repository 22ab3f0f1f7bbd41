import type { FaceShape } from '../liveness/face-shape.js';
import type { FivePoints } from '../align/reference-points.js';
import type { Picture, Point } from '../picture/picture.js';

/** How a face is turned, and how much of it can be seen. */
export interface FaceGeometry {
  /** Eyes, tip of the nose, corners of the mouth, those on the left of the picture first, in pixels of the decoded picture. */
  readonly points: FivePoints;
  /** Where the tip of the nose stands between the eyes: 0 in the middle, -0.5 and 0.5 under an eye; positive towards the right of the picture. */
  readonly yaw: number;
  /** How far the tip of the nose is down from the eyes to the mouth: about 0.6 looking ahead, less looking up. */
  readonly pitch: number;
  /** Standard deviation over mean of the grey values around the eyes, and around the mouth: little where something even covers them. */
  readonly eyeContrast: number;
  readonly mouthContrast: number;
  /** Null where the detector does not give 68 landmarks. */
  readonly shape: FaceShape | null;
}

/** Samples across and down a region. */
const [ACROSS, DOWN] = [16, 8];

/** @returns null when the eyes or the mouth coincide */
export function geometryOf(picture: Picture, points: FivePoints, shape: FaceShape | null): FaceGeometry | null {
  const [left, right, nose, mouthLeft, mouthRight] = points;
  const [eyes, mouth] = [middle(left, right), middle(mouthLeft, mouthRight)];
  const across = { x: right.x - left.x, y: right.y - left.y };
  const width = Math.hypot(across.x, across.y);
  const down = { x: -across.y / width, y: across.x / width };
  const height = (mouth.x - eyes.x) * down.x + (mouth.y - eyes.y) * down.y;
  if (!(width > 1) || !(Math.abs(height) > 1)) return null;
  const toNose = { x: nose.x - eyes.x, y: nose.y - eyes.y };
  const contrast = (centre: Point, wide: number, high: number): number => contrastAround(picture, centre, { x: across.x * wide, y: across.y * wide }, { x: down.x * width * high, y: down.y * width * high });
  return {
    points,
    yaw: (toNose.x * across.x + toNose.y * across.y) / (width * width),
    pitch: (toNose.x * down.x + toNose.y * down.y) / height,
    eyeContrast: Math.min(contrast(left, 0.45, 0.3), contrast(right, 0.45, 0.3)),
    mouthContrast: contrast(mouth, 0.9, 0.45),
    shape,
  };
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** Luma of ITU-R BT.601 on a grid over the region; pixels outside the picture are left out. */
function contrastAround({ width, height, rgb }: Picture, centre: Point, wide: Point, high: Point): number {
  let [sum, squares, count] = [0, 0, 0];
  for (let j = 0; j < DOWN; j++) {
    for (let i = 0; i < ACROSS; i++) {
      const [u, v] = [(i + 0.5) / ACROSS - 0.5, (j + 0.5) / DOWN - 0.5];
      const [x, y] = [Math.round(centre.x + u * wide.x + v * high.x), Math.round(centre.y + u * wide.y + v * high.y)];
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      const at = (y * width + x) * 3;
      const grey = 0.299 * rgb[at]! + 0.587 * rgb[at + 1]! + 0.114 * rgb[at + 2]!;
      sum += grey;
      squares += grey * grey;
      count++;
    }
  }
  const mean = sum / Math.max(1, count);
  return count === 0 || mean === 0 ? 0 : Math.sqrt(Math.max(0, squares / count - mean * mean)) / mean;
}
