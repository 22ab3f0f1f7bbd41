import type { FaceFound } from '../chain/frame-analysis.js';

/** Why a face that could be recognised is not good enough to become a template. */
export type EnrolmentFault = 'too_small' | 'too_blurred' | 'too_dark' | 'too_bright' | 'turned_away' | 'occluded';

/**
 * What a template asks for, which is more than a frame at a booth: a bad template is compared for years. Of LFW-10's 100 photographs every one is large, sharp and light enough
 * (94 px, sharpness 17, brightness 84 to 186), two thirds look ahead, and none has less contrast than .12 around an eye and .07 around the mouth; an even cover leaves about .01.
 */
const LEAST = { sizePx: 60, sharpness: 8, brightness: 40, eyeContrast: 0.06, mouthContrast: 0.05 } as const;
const MOST = { brightness: 225, yaw: 0.28 } as const;

/** The first demand that a face misses, or null. A patterned mask, hair or a hand is not seen as a cover. */
export function enrolmentFault({ quality, geometry }: Pick<FaceFound, 'quality' | 'geometry'>, maxYaw: number = MOST.yaw): EnrolmentFault | null {
  if (quality.sizePx < LEAST.sizePx) return 'too_small';
  if (quality.brightness < LEAST.brightness) return 'too_dark';
  if (quality.brightness > MOST.brightness) return 'too_bright';
  if (quality.sharpness < LEAST.sharpness) return 'too_blurred';
  if (geometry === null) return null;
  if (geometry.eyeContrast < LEAST.eyeContrast || geometry.mouthContrast < LEAST.mouthContrast) return 'occluded';
  return Math.abs(geometry.yaw) > maxYaw ? 'turned_away' : null;
}
