import type { Pose, PoseChallenge } from '../api/enrolments.js';

/** Pictures taken so far under a challenge. */
export interface GuidedShots {
  readonly challenge: PoseChallenge;
  readonly shots: readonly Blob[];
}

/** The pose that comes next; null when every one is taken. */
export function poseAsked({ challenge, shots }: GuidedShots): Pose | null {
  return challenge.prompts[shots.length] ?? null;
}

/** With one more picture; one too many changes nothing. */
export function withShot(guided: GuidedShots, shot: Blob): GuidedShots {
  return poseAsked(guided) === null ? guided : { ...guided, shots: [...guided.shots, shot] };
}

/** Whether the platform would not take an answer any more. */
export function isOver({ expiresAt }: PoseChallenge, nowMs: number): boolean {
  return nowMs >= Date.parse(expiresAt);
}

/** What is asked, as it is said and read aloud. */
export const POSE_WORDS: Readonly<Record<Pose, string>> = {
  ahead: 'Look straight ahead',
  left: 'Turn your head a little to your left',
  right: 'Turn your head a little to your right',
};

/** The picture is mirrored, so a person's left is on the left. */
export const POSE_SIGNS: Readonly<Record<Pose, string>> = { ahead: '●', left: '←', right: '→' };

export const POSE_NAMES: Readonly<Record<Pose, string>> = { ahead: 'ahead', left: 'to your left', right: 'to your right' };

/** What is announced: where one is, and what comes next. */
export function announcement(guided: GuidedShots): string {
  const asked = poseAsked(guided);
  const { length } = guided.challenge.prompts;
  return asked === null ? `All ${length} pictures are taken.` : `Picture ${guided.shots.length + 1} of ${length}: ${POSE_WORDS[asked]}.`;
}
