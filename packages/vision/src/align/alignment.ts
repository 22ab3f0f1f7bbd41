import type { Picture } from '../picture/picture.js';
import { inverse, similarityBetween } from './similarity.js';
import { warpInto } from './warp.js';
import type { FivePoints, ReferencePoints } from './reference-points.js';

/**
 * Cuts the face out so that its five points come to stand where the embedder wants them.
 * @param points of the face, in pixels of the picture
 * @param out where the chip is written, from `offset`: `size * size * 3` values, RGB, 0 to 255
 * @returns false, and nothing written, when the points coincide
 */
export function alignInto(out: Float32Array, offset: number, picture: Picture, points: FivePoints, reference: ReferencePoints): boolean {
  const { size, stretch } = reference;
  const toChip = similarityBetween(points, reference.points.map(({ x, y }) => ({ x: x / stretch, y })));
  if (toChip === null || toChip.a * toChip.a + toChip.b * toChip.b < 1e-12) return false;
  warpInto(out, offset, picture, inverse(toChip), size, stretch);
  return true;
}
