import type { Point } from '../picture/picture.js';

/** Fourteen places of a face, each the mean of some of the 68 landmarks, as x and y in turn, in pixels of the decoded picture. Plain data; nobody is recognised by it. */
export type FaceShape = readonly number[];

const span = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** First the six that lie nearly in one plane: eyes, brows, corners of the mouth. Then tip, bridge and base of the nose, lips, chin and jaws. */
const PLACES: readonly (readonly number[])[] = [
  span(36, 41), span(42, 47), span(17, 21), span(22, 26), [48, 60], [54, 64],
  [30], span(27, 29), span(31, 35), [50, 51, 52, 61, 62, 63], [56, 57, 58, 65, 66, 67], span(6, 10), span(0, 3), span(13, 16),
];

/** How many of the places, from the first on, lie nearly in one plane. */
export const PLANE_PLACES = 6;
/** Which place is the tip of the nose. */
export const NOSE_TIP = 6;

/**
 * The same places of a face that looks ahead, in eye distances from the middle between the eyes. Shapes are compared after the affine map onto these that fits best, so their exact
 * values matter little: they are proportions of faces, rounded.
 */
export const FRONTAL: readonly Point[] = [
  { x: -0.5, y: 0 }, { x: 0.5, y: 0 }, { x: -0.61, y: -0.35 }, { x: 0.61, y: -0.35 }, { x: -0.39, y: 1.16 }, { x: 0.39, y: 1.16 },
  { x: 0, y: 0.62 }, { x: 0, y: 0.2 }, { x: 0, y: 0.71 }, { x: 0, y: 1.04 }, { x: 0, y: 1.23 }, { x: 0, y: 1.82 }, { x: -1.09, y: 0.63 }, { x: 1.09, y: 0.63 },
];

/** @param landmarks 68 of them, in the order of iBUG; @throws RangeError for fewer */
export function faceShape(landmarks: readonly Point[]): FaceShape {
  return PLACES.flatMap((place) => {
    const points = place.map((i) => {
      const point = landmarks[i];
      if (point === undefined) throw new RangeError(`no landmark ${i} among ${landmarks.length}`);
      return point;
    });
    const mean = (axis: 'x' | 'y'): number => Math.round((points.reduce((sum, point) => sum + point[axis], 0) / points.length) * 100) / 100;
    return [mean('x'), mean('y')];
  });
}
