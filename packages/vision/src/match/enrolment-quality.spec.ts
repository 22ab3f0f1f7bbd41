import { describe, expect, it } from 'vitest';
import type { PosePrompt } from '@vitrine/contracts';
import type { FaceGeometry } from '../chain/face-geometry.js';
import { geometryOf } from '../chain/face-geometry.js';
import type { FivePoints } from '../align/reference-points.js';
import type { Picture } from '../picture/picture.js';
import { unfollowed } from '../liveness/pose-prompts.js';
import { enrolmentFault } from './enrolment-quality.js';

const points: FivePoints = [{ x: 30, y: 40 }, { x: 70, y: 40 }, { x: 50, y: 60 }, { x: 35, y: 75 }, { x: 65, y: 75 }];
const good = { quality: { sizePx: 120, sharpness: 60, brightness: 130 }, geometry: { points, yaw: 0, pitch: 0.57, eyeContrast: 0.3, mouthContrast: 0.3, shape: null } } as const;
const at = (yaw: number): FaceGeometry => ({ ...good.geometry, yaw });
const noise: Picture = { width: 100, height: 100, rgb: Uint8Array.from({ length: 30_000 }, (_, i) => (i * 7919) % 251) };
const even: Picture = { width: 100, height: 100, rgb: new Uint8Array(30_000).fill(90) };

describe('what a template asks for', () => {
  it('is met by a plain portrait, and by one whose pose nobody could measure', () => {
    expect(enrolmentFault(good)).toBeNull();
    expect(enrolmentFault({ ...good, geometry: null })).toBeNull();
  });

  it.each([
    ['too_small', { sizePx: 59 }, {}], ['too_blurred', { sharpness: 7 }, {}], ['too_dark', { brightness: 39 }, {}], ['too_bright', { brightness: 226 }, {}],
    ['turned_away', {}, { yaw: -0.3 }], ['occluded', {}, { eyeContrast: 0.01 }], ['occluded', {}, { mouthContrast: 0.01 }],
  ] as const)('names %s', (fault, quality, geometry) => {
    expect(enrolmentFault({ quality: { ...good.quality, ...quality }, geometry: { ...good.geometry, ...geometry } })).toBe(fault);
  });
});

describe('the geometry of a face', () => {
  it('has the nose in the middle looking ahead, and aside when turned', () => {
    expect(geometryOf(noise, points, null)).toMatchObject({ yaw: 0, pitch: 20 / 35 });
    const [a, b, , d, e] = points;
    expect(geometryOf(noise, [a, b, { x: 60, y: 60 }, d, e], null)?.yaw).toBeCloseTo(0.25, 6);
  });

  it('does not mind a tilted head', () => {
    const tilted = points.map(({ x, y }) => ({ x: 50 + (x - 50) * 0.8 - (y - 50) * 0.6, y: 50 + (x - 50) * 0.6 + (y - 50) * 0.8 })) as unknown as FivePoints;
    expect(geometryOf(noise, tilted, null)?.yaw).toBeCloseTo(0, 6);
    expect(geometryOf(noise, tilted, null)?.pitch).toBeCloseTo(20 / 35, 6);
  });

  it('sees an even cover by its lack of contrast', () => {
    expect(geometryOf(noise, points, null)?.mouthContrast).toBeGreaterThan(0.2);
    expect(geometryOf(even, points, null)).toMatchObject({ eyeContrast: 0, mouthContrast: 0 });
  });

  it('is nothing for points that coincide', () => {
    const { 0: one } = points;
    expect(geometryOf(noise, [one, one, one, one, one], null)).toBeNull();
  });
});

describe('poses that were asked for', () => {
  const prompts: PosePrompt[] = ['AHEAD', 'LEFT', 'RIGHT'];

  it('are followed by a head that turns, also by one that is never quite straight', () => {
    expect(unfollowed(prompts, [at(0), at(0.2), at(-0.2)])).toEqual(new Set());
    expect(unfollowed(prompts, [at(0.1), at(0.25), at(-0.05)])).toEqual(new Set());
  });

  it('are not followed by one picture shown thrice, the wrong way, or no face', () => {
    expect(unfollowed(prompts, [at(0.02), at(0.05), at(-0.01)])).toEqual(new Set([1, 2]));
    expect(unfollowed(prompts, [at(0), at(-0.2), at(0.2)])).toEqual(new Set([1, 2]));
    expect(unfollowed(prompts, [at(0), null, at(-0.2)])).toEqual(new Set([1]));
    expect(unfollowed(['AHEAD'], [at(0.3)])).toEqual(new Set([0]));
  });
});
