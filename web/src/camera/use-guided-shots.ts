import { useState } from 'react';
import type { Problem } from '../api/answer.js';
import { postChallenge } from '../api/enrolments.js';
import { withShot, type GuidedShots } from './guided-shots.js';
import { photoFromVideo } from './photo.js';

export interface GuidedControl {
  readonly guided: GuidedShots | null;
  readonly problem: Problem | null;
  /** Asks for a new order; what was taken before is thrown away. */
  readonly begin: () => void;
  readonly shoot: (video: HTMLVideoElement | null) => void;
}

/** Pictures under a challenge of the platform, one a pose. */
export function useGuidedShots(memberId: string, onChange: (guided: GuidedShots | null) => void): GuidedControl {
  const [guided, setGuided] = useState<GuidedShots | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const become = (next: GuidedShots | null) => {
    setGuided(next);
    onChange(next);
  };
  const begin = async () => {
    become(null);
    const answer = await postChallenge(memberId);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) become({ challenge: answer.value, shots: [] });
  };
  const shoot = async (video: HTMLVideoElement | null) => {
    const shot = video === null ? null : await photoFromVideo(video);
    if (guided !== null && shot !== null) become(withShot(guided, shot));
  };
  return { guided, problem, begin: () => void begin(), shoot: (video) => void shoot(video) };
}
