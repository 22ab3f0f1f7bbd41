import type { PosePrompt } from '@vitrine/contracts';
import type { FaceGeometry } from '../chain/face-geometry.js';

/** Half of the nose's way towards an eye, in the measure of `FaceGeometry.yaw`: about ten degrees. */
const LEAST_TURN = 0.1;
/** A turned face beyond this shows too little of itself. */
export const MOST_TURN = 0.45;
const MOST_AHEAD = 0.2;

/**
 * Which pictures do not show the pose that was asked for. Turns are measured against the pictures that look ahead, so a face that is never quite straight passes.
 * LEFT and RIGHT are the person's own: turned to their left, the nose moves to the right of the picture.
 * @param shown one a picture; null where there is no usable face, which follows no prompt
 */
export function unfollowed(prompts: readonly PosePrompt[], shown: readonly (FaceGeometry | null)[]): ReadonlySet<number> {
  const ahead = prompts.flatMap((prompt, i) => (prompt === 'AHEAD' && shown[i] != null ? [shown[i].yaw] : []));
  const straight = ahead.length === 0 ? 0 : ahead.reduce((sum, yaw) => sum + yaw, 0) / ahead.length;
  const wrong = prompts.flatMap((prompt, i) => (followed(prompt, shown[i] ?? null, straight) ? [] : [i]));
  return new Set(wrong);
}

function followed(prompt: PosePrompt, geometry: FaceGeometry | null, straight: number): boolean {
  if (geometry === null) return false;
  const turn = geometry.yaw - straight;
  if (prompt === 'LEFT') return turn >= LEAST_TURN && Math.abs(geometry.yaw) <= MOST_TURN;
  if (prompt === 'RIGHT') return turn <= -LEAST_TURN && Math.abs(geometry.yaw) <= MOST_TURN;
  return prompt !== 'AHEAD' || Math.abs(geometry.yaw) <= MOST_AHEAD;
}
