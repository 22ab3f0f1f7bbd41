import type { Point } from '../picture/picture.js';

/** Which five points of a face are meant; a detector offers some schemes, an embedder asks for one. */
export type PointScheme = 'eye-corners-and-nose' | 'eyes-nose-and-mouth';

/** Exactly five points. */
export type FivePoints = readonly [Point, Point, Point, Point, Point];

/** Where an embedder wants the five points to stand in its chip, in pixels of the chip. */
export interface ReferencePoints {
  readonly scheme: PointScheme;
  /** Side of the chip in pixels. */
  readonly size: number;
  readonly points: FivePoints;
  /** By how much the chip is wider than the face it shows; 1 unless the embedder was trained on stretched faces. */
  readonly stretch: number;
}

/** dlib's mean face (`get_face_chip_details`): the face's left eye outer and inner corner, right eye outer and inner corner, base of the nose. */
const DLIB_MEAN_FACE = [
  [0.8595674595992, 0.2134981538014],
  [0.6460604764104, 0.2289674387677],
  [0.1205750620789, 0.2137274526848],
  [0.3340850613712, 0.2290642403242],
  [0.4901123135679, 0.6277975316475],
] as const;

/**
 * Reference points of dlib's face chips.
 * @param size side of the chip in pixels
 * @param padding border around the mean face, as a fraction of it; dlib's recogniser was trained with 0.25
 */
export function dlibReference(size: number, padding: number): ReferencePoints {
  const place = ([x, y]: readonly [number, number]): Point => ({ x: ((padding + x) / (2 * padding + 1)) * size, y: ((padding + y) / (2 * padding + 1)) * size });
  const [a, b, c, d, e] = DLIB_MEAN_FACE;
  return { scheme: 'eye-corners-and-nose', size, points: [place(a), place(b), place(c), place(d), place(e)], stretch: 1 };
}

/**
 * Reference points of FaceNet's chips of 160 pixels: eyes, tip of the nose, corners of the mouth, those on the left of the picture first. FaceNet was trained on MTCNN's boxes
 * with a margin, resized to squares; a box is .745 times as wide as high, so faces come out stretched by 1.25. The points are where MTCNN's stand in its box, the mean of 100
 * photographs made symmetric, with the box filling .79 of the width and .85 of the height.
 */
export function facenetReference(): ReferencePoints {
  return {
    scheme: 'eyes-nose-and-mouth',
    size: 160,
    points: [{ x: 52.36, y: 65.31 }, { x: 107.64, y: 65.31 }, { x: 80, y: 92.65 }, { x: 55.35, y: 114.95 }, { x: 104.65, y: 114.95 }],
    stretch: 1.25,
  };
}
