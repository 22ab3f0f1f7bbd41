import { describe, expect, it } from 'vitest';
import type { PoseChallenge } from '../api/enrolments.js';
import { announcement, isOver, poseAsked, withShot, type GuidedShots } from './guided-shots.js';

const challenge: PoseChallenge = { challengeId: 'c', prompts: ['left', 'ahead', 'right'], expiresAt: '2026-11-27T12:00:00.000Z' };
const shot = new Blob(['jpeg']);
const after = (count: number): GuidedShots => Array.from({ length: count }, () => shot).reduce(withShot, { challenge, shots: [] });

describe('guided pictures', () => {
  it('follow the order of the challenge, one a pose, and end', () => {
    expect([0, 1, 2, 3].map((count) => poseAsked(after(count)))).toEqual(['left', 'ahead', 'right', null]);
    expect(after(4).shots).toHaveLength(3);
  });

  it('are announced one by one', () => {
    expect(announcement(after(0))).toBe('Picture 1 of 3: Turn your head a little to your left.');
    expect(announcement(after(3))).toBe('All 3 pictures are taken.');
  });

  it('are too late from the moment the challenge is over', () => {
    const end = Date.parse(challenge.expiresAt);
    expect([isOver(challenge, end - 1), isOver(challenge, end)]).toEqual([false, true]);
  });
});
