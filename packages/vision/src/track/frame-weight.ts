import type { FaceQuality } from '../chain/face-quality.js';

/** From these on more size and sharpness add nothing to a vote. */
const FULL_SIZE_PX = 112;
const FULL_SHARPNESS = 30;
const LEAST = 0.1;

/** How much a frame's vote counts, above 0 to 1: the smaller of its face's size and sharpness, each as a share of what is plenty. */
export function frameWeight({ sizePx, sharpness }: FaceQuality): number {
  return Math.max(LEAST, Math.min(1, sizePx / FULL_SIZE_PX, sharpness / FULL_SHARPNESS));
}
