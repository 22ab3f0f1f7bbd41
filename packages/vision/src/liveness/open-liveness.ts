import { UncheckedLiveness, type LivenessCheck } from './liveness-check.js';
import { PlanarMotionCheck } from './planar-motion-check.js';

/** `off`: nobody is checked. `passive`: a face that shows itself to be a picture is not named. `required`: nobody is named before they have shown life. */
export const LIVENESS_CHOICES = ['off', 'passive', 'required'] as const;

export type LivenessChoice = (typeof LIVENESS_CHOICES)[number];

export function openLiveness(choice: LivenessChoice): LivenessCheck {
  return choice === 'off' ? new UncheckedLiveness() : new PlanarMotionCheck();
}
