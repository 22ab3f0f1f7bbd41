import type { ConsentId, MemberId } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import type { FrameAnalysis } from '../chain/frame-analysis.js';
import { UncheckedLiveness } from '../liveness/liveness-check.js';
import { drawnFrom, madeShape, type MadePose } from '../liveness/made-head.fixture.js';
import { PlanarMotionCheck } from '../liveness/planar-motion-check.js';
import { followAlive, type AliveRules } from './follow-alive.js';
import { DEFAULT_TRACK_SETTINGS, NEW_TRACK, type Track } from './track.js';

const passive: AliveRules = {
  thresholds: { accept: 0.9, probable: 0.8, margin: 0.05, duplicate: 0.95, outlier: 0.8 }, settings: DEFAULT_TRACK_SETTINGS, liveness: new PlanarMotionCheck(), lifeRequired: false,
};
const required: AliveRules = { ...passive, lifeRequired: true };
const random = drawnFrom(1);

interface Seen { readonly who: string | null; readonly kind: 'head' | 'flat'; readonly pose: MadePose }

const turningHead = (frame: number): Seen => ({ who: 'ada', kind: 'head', pose: { yaw: 15 * Math.sin(frame / 2) } });
const photograph = (): Seen => ({ who: 'ada', kind: 'flat', pose: {} });
const stranger = (frame: number): Seen => ({ ...turningHead(frame), who: null });

function stay(rules: AliveRules, frames: readonly (Seen | null)[]): string[] {
  let track: Track = NEW_TRACK;
  return frames.map((seen, sequence) => {
    const points = [{ x: 0, y: 0 }, { x: 0, y: 0 }, { x: 0, y: 0 }, { x: 0, y: 0 }, { x: 0, y: 0 }] as const;
    const analysis: FrameAnalysis = seen === null ? { kind: 'no_face', faces: 0 } : {
      kind: 'face', vector: new Float32Array(2), box: { x: 0, y: 0, width: 1, height: 1 }, quality: { sizePx: 200, sharpness: 100, brightness: 100 }, faces: 1,
      geometry: { points, yaw: 0, pitch: 0.6, eyeContrast: 1, mouthContrast: 1, shape: madeShape(seen.kind, seen.pose, 0.1, random) },
    };
    const match = seen === null ? null : { memberId: 'ada' as MemberId, consentId: 'c' as ConsentId, score: seen.who === null ? 0.5 : 0.95, runnerUp: 0.3, by: 'search' as const };
    const followed = followAlive(JSON.parse(JSON.stringify(track)) as Track, { sequence, atMs: sequence * 250, analysis, match }, rules);
    expect(followAlive(track, { sequence, atMs: sequence * 250, analysis, match }, rules)).toEqual(followed);
    track = followed.track;
    expect(followed.decision.outcome === 'member').toBe(followed.track.named !== null);
    return `${followed.decision.outcome} ${followed.decision.reason}`;
  });
}

const frames = (count: number, seen: (frame: number) => Seen): Seen[] => Array.from({ length: count }, (_, frame) => seen(frame));

describe('a name and a sign of life', () => {
  it('passive: a member is named at once, and stays named while they show themselves', () => {
    const told = stay(passive, frames(30, turningHead));
    expect(told[1]).toBe('member none');
    expect(new Set(told.slice(1))).toEqual(new Set(['member none']));
  });

  it('passive: the name is withdrawn from a photograph on a stand, and stays away', () => {
    const told = stay(passive, frames(30, photograph));
    expect(told.indexOf('spoof no_motion')).toBe(20);
    expect(new Set(told.slice(20))).toEqual(new Set(['spoof no_motion']));
  });

  it('required: nobody is named before a head has turned, and a photograph never', () => {
    const told = stay(required, frames(24, turningHead));
    expect(told.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => 'probable more_frames'));
    expect(told.at(-1)).toBe('member none');
    expect(stay(required, frames(40, photograph)).filter((one) => one.startsWith('member'))).toEqual([]);
  });

  it('required: nobody lends their life to a photograph', () => {
    expect(stay(required, [...frames(12, stranger), ...frames(30, photograph)]).filter((one) => one.startsWith('member'))).toEqual([]);
    expect(stay(required, [...frames(12, turningHead), null, null, null, ...frames(12, photograph)]).slice(15).filter((one) => one.startsWith('member'))).toEqual([]);
  });

  it('off: nothing is asked and nothing kept', () => {
    expect(stay({ ...passive, liveness: new UncheckedLiveness() }, frames(40, photograph)).at(-1)).toBe('member none');
  });
});
