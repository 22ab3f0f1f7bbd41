import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LivenessTrace, LivenessVerdict, ShownFace } from './liveness-check.js';
import { drawnFrom, madeShape, madeStay, type MadePose } from './made-head.fixture.js';
import { PlanarMotionCheck } from './planar-motion-check.js';

const check = new PlanarMotionCheck();
const shownBy = (faces: readonly ShownFace[]): LivenessTrace => faces.reduce<LivenessTrace>((shown, face) => check.see(shown, face), []);
const verdict = (faces: readonly ShownFace[]): LivenessVerdict => check.judge(shownBy(faces)).verdict;
const turning = (yaw: number) => (frame: number): MadePose => ({ yaw: yaw * Math.sin(frame / 3), pitch: 2 * Math.sin(frame / 5), x: 10 * Math.sin(frame / 4) });
/** Of each place, at an eye distance of fifty pixels: what a photograph on a stand showed. */
const NOISE_PX = 0.1;

describe('a living face and a picture of one', () => {
  it('a head that turns by fifteen degrees is alive', () => {
    const random = drawnFrom(1);
    const stay = madeStay(24, (frame) => madeShape('head', turning(15)(frame), NOISE_PX, random));
    expect(verdict(stay)).toBe('live');
    expect(check.judge(shownBy(stay)).score).toBeGreaterThanOrEqual(0.5);
  });

  it('a flat photograph is flat when it is waved about, and never alive however it is held', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = drawnFrom(seed);
      expect(verdict(madeStay(24, (frame) => madeShape('flat', turning(45)(frame), NOISE_PX, random)))).toBe('flat');
      for (const tilt of [5, 15, 25, 35]) expect(verdict(madeStay(24, (frame) => madeShape('flat', turning(tilt)(frame), NOISE_PX, random)))).not.toBe('live');
    }
  });

  it('a photograph on a stand does not move, and this is said after five seconds, not before', () => {
    const random = drawnFrom(2);
    const stay = madeStay(40, () => madeShape('head', {}, NOISE_PX, random));
    expect(verdict(stay)).toBe('no_motion');
    expect(verdict(stay.slice(0, 20))).toBe('undecided');
    expect(verdict(stay.slice(0, 2))).toBe('undecided');
  });

  it('a person who looks ahead and sways by two degrees is neither', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = drawnFrom(seed);
      expect(verdict(madeStay(24, (frame) => madeShape('head', turning(3)(frame), NOISE_PX * 2, random)))).toBe('undecided');
    }
  });

  it('a fast camera does not shorten the five seconds', () => {
    const random = drawnFrom(3);
    const fast = Array.from({ length: 60 }, (_, frame) => ({ atMs: frame * 40, shape: madeShape('head', {}, NOISE_PX, random) }));
    expect(shownBy(fast)).toHaveLength(12);
    expect(verdict(fast)).toBe('undecided');
  });

  it('no affine motion of the picture, as of a plane seen from afar, changes the verdict of a still one', () => {
    const still = madeShape('head', {});
    fc.assert(fc.property(fc.array(fc.tuple(fc.double({ min: 0.6, max: 1.2, noNaN: true }), fc.double({ min: -0.3, max: 0.3, noNaN: true }), fc.double({ min: -100, max: 100, noNaN: true })), { minLength: 22, maxLength: 24 }), (maps) => {
      const stay = madeStay(maps.length, (frame) => {
        const [scale, shear, shift] = maps[frame]!;
        return still.map((value, i) => (i % 2 === 0 ? scale * value + shear * still[i + 1]! + shift : value));
      });
      expect(['flat', 'no_motion']).toContain(verdict(stay));
    }));
  });
});
