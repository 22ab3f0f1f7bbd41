import { describe, expect, it } from 'vitest';
import type { DetectedFace } from '../detect/face-detector.js';
import { measureChip, qualityFault } from './face-quality.js';
import { chooseSubject } from './subject.js';

const picture = { width: 1000, height: 1000, rgb: new Uint8Array(0) };
const face = (x: number, side: number, score = 0.9): DetectedFace => ({ box: { x, y: 0.4, width: side, height: side }, score, points: {}, landmarks: null });

const checks = (x: number, y: number, light: number): number => (((x >> 2) + (y >> 2)) % 2 === 0 ? light : light / 2);
/** The inner half of a chip of 64 pixels. */
const inner = (x: number, y: number): boolean => Math.min(x, y) >= 16 && Math.max(x, y) < 48;

describe('the subject of a picture', () => {
  const [big, middle, bystander] = [face(0.05, 0.3), face(0.45, 0.2), face(0.8, 0.1)];

  it('is the face that stands alone, whoever passes far behind', () => {
    expect(chooseSubject([bystander, big], picture, null, 'alone')).toEqual({ kind: 'subject', face: big });
  });

  it('is nobody when a second face of similar size is there', () => {
    expect(chooseSubject([big, middle], picture, null, 'alone')).toEqual({ kind: 'two_faces' });
  });

  it('is not doubted for a second face that the detector is not sure of', () => {
    expect(chooseSubject([big, face(0.45, 0.2, 0.4)], picture, null, 'alone')).toMatchObject({ kind: 'subject' });
  });

  it('is looked for in the zone only', () => {
    expect(chooseSubject([big, middle], picture, { x: 0.4, y: 0, width: 0.4, height: 1 }, 'alone')).toEqual({ kind: 'subject', face: middle });
    expect(chooseSubject([big], picture, { x: 0.4, y: 0, width: 0.4, height: 1 }, 'alone')).toEqual({ kind: 'outside_zone' });
    expect(chooseSubject([], picture, null, 'alone')).toEqual({ kind: 'no_face' });
  });

  it('can be the face nearest the middle', () => {
    expect(chooseSubject([big, middle], picture, null, 'central')).toEqual({ kind: 'subject', face: middle });
  });
});

describe('the quality of a face', () => {
  const size = 64;
  const chip = (value: (x: number, y: number) => number): Float32Array => Float32Array.from({ length: size * size * 3 }, (_, i) => value(Math.floor(i / 3) % size, Math.floor(i / 3 / size)));

  it('has no sharpness where nothing changes', () => {
    const { sharpness, brightness } = measureChip(chip(() => 90), 0, size);
    expect(sharpness).toBeCloseTo(0, 5);
    expect(brightness).toBeCloseTo(90, 3);
  });

  it('has the same sharpness in dim light', () => {
    const bright = measureChip(chip((x, y) => checks(x, y, 200)), 0, size);
    const dim = measureChip(chip((x, y) => checks(x, y, 50)), 0, size);
    expect(dim.sharpness / bright.sharpness).toBeCloseTo(1, 5);
    expect(dim.brightness / bright.brightness).toBeCloseTo(0.25, 5);
  });

  it('does not see what is around the face', () => {
    expect(measureChip(chip((x, y) => (inner(x, y) ? 80 : checks(x, y, 255))), 0, size).sharpness).toBeCloseTo(0, 5);
  });

  it('names the first demand that is missed', () => {
    const least = { minSizePx: 40, minSharpness: 5, minBrightness: 20 };
    expect(qualityFault({ sizePx: 39, sharpness: 0, brightness: 0 }, least)).toBe('too_small');
    expect(qualityFault({ sizePx: 40, sharpness: 0, brightness: 0 }, least)).toBe('too_dark');
    expect(qualityFault({ sizePx: 40, sharpness: 0, brightness: 20 }, least)).toBe('too_blurred');
    expect(qualityFault({ sizePx: 40, sharpness: 5, brightness: 20 }, least)).toBeNull();
  });
});
