import type { DetectedFace } from '../detect/face-detector.js';
import { centreInside, sideInPixels, type Box, type Picture } from '../picture/picture.js';

/** A face this much smaller than the subject's stands behind and is not taken for a second subject. */
const BYSTANDER_RATIO = 0.5;
/** A second face counts only when the detector is this sure of it. */
const SECOND_FACE_SCORE = 0.5;

/** The subject, or why there is none. */
export type Subject = { readonly kind: 'subject'; readonly face: DetectedFace } | { readonly kind: 'no_face' | 'two_faces' | 'outside_zone' };

/** Whose face is meant: the largest in the zone, if it is alone there, or the one nearest the middle. */
export function chooseSubject(faces: readonly DetectedFace[], picture: Picture, zone: Box | null, rule: 'alone' | 'central'): Subject {
  if (faces.length === 0) return { kind: 'no_face' };
  const inside = zone === null ? faces : faces.filter(({ box }) => centreInside(box, zone));
  const order = rule === 'central' ? byDistanceFromMiddle : (a: DetectedFace, b: DetectedFace) => sideInPixels(b.box, picture) - sideInPixels(a.box, picture);
  const [first, ...others] = inside.toSorted(order);
  if (first === undefined) return { kind: 'outside_zone' };
  if (rule === 'alone') {
    const least = sideInPixels(first.box, picture) * BYSTANDER_RATIO;
    if (others.some(({ box, score }) => score >= SECOND_FACE_SCORE && sideInPixels(box, picture) >= least)) return { kind: 'two_faces' };
  }
  return { kind: 'subject', face: first };
}

function byDistanceFromMiddle(a: DetectedFace, b: DetectedFace): number {
  return distanceFromMiddle(a.box) - distanceFromMiddle(b.box);
}

function distanceFromMiddle({ x, y, width, height }: Box): number {
  return Math.hypot(x + width / 2 - 0.5, y + height / 2 - 0.5);
}
