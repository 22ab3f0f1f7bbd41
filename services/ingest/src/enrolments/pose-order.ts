import { createHash } from 'node:crypto';
import type { PosePrompt } from '@vitrine/contracts';

/** Pictures of a guided enrolment. */
const POSES_ASKED = 5;
const POSES = ['AHEAD', 'LEFT', 'RIGHT'] as const satisfies readonly PosePrompt[];

/** Every order in which each pose is asked for and none twice in a row: 42. */
export const POSE_ORDERS: readonly (readonly PosePrompt[])[] = orders([]).filter((order) => POSES.every((pose) => order.includes(pose)));

/** The order that belongs to a challenge; who cannot guess the one cannot guess the other. */
export function poseOrder(challengeId: string): readonly PosePrompt[] {
  return POSE_ORDERS[createHash('sha256').update(challengeId).digest().readUInt32BE() % POSE_ORDERS.length]!;
}

function orders(begun: readonly PosePrompt[]): readonly (readonly PosePrompt[])[] {
  if (begun.length === POSES_ASKED) return [begun];
  return POSES.filter((pose) => pose !== begun.at(-1)).flatMap((pose) => orders([...begun, pose]));
}
