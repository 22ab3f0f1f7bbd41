import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbedderId } from '@vitrine/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calibrate, type PersonVector } from '../evaluate/calibrate.js';
import { calibratedThresholds } from './calibrated-thresholds.js';
import { acceptAgainst, fitTail, thresholdsFor } from './operating-point.js';
import { thresholdsOf } from './thresholds.js';

const DLIB = 'dlib-resnet-128@1' as EmbedderId;
/** Scores that fall off exponentially from 0.5 with mean 0.02, as quantiles. */
const exponential = Array.from({ length: 20_000 }, (_, i) => 0.5 - 0.02 * Math.log((i + 0.5) / 20_000));

describe('an operating point', () => {
  it('finds the threshold that the whole distribution has, beyond what the sample shows', () => {
    const tail = fitTail(exponential);
    expect(tail?.shape).toBeCloseTo(0, 1);
    const [each, people] = [1e-6, 1000];
    expect(acceptAgainst(tail!, people, 1 - (1 - each) ** people)).toBeCloseTo(0.5 - 0.02 * Math.log(each), 1);
  });

  it('asks for more in a larger gallery and at a lower rate, and never for the impossible', () => {
    const tail = fitTail(exponential)!;
    expect(acceptAgainst(tail, 1000, 0.01)).toBeGreaterThan(acceptAgainst(tail, 10, 0.01));
    expect(acceptAgainst(tail, 10, 0.001)).toBeGreaterThan(acceptAgainst(tail, 10, 0.01));
    expect(acceptAgainst({ ...tail, scale: 1 }, 1e9, 1e-6)).toBeLessThan(1);
  });

  it('tells nothing from too few comparisons', () => {
    expect(fitTail(exponential.slice(0, 100))).toBeNull();
    expect(fitTail(Array.from({ length: 500 }, () => 0.5))).toBeNull();
  });

  it('never goes below the embedder’s own threshold, and leaves one without a tail alone', () => {
    const shipped = thresholdsOf(DLIB);
    expect(thresholdsFor(shipped, 2).accept).toBe(shipped.accept);
    expect(thresholdsFor({ ...shipped, accept: 0.5 }, 1000).accept).toBeGreaterThan(0.8);
    const { tail: _tail, ...plain } = shipped;
    expect(thresholdsFor(plain, 1e6)).toEqual(plain);
  });
});

/** Twelve people in 24 dimensions, some of them alike. */
const made: PersonVector[] = Array.from({ length: 96 }, (_, i) => {
  const values = Array.from({ length: 24 }, (__, j) => (j === i % 12 ? 1 : 0) + 0.25 * Math.sin(i * 1.3 + j * 2.9));
  return { person: `p${i % 12}`, vector: Float32Array.from(values, (value) => value / Math.hypot(...values)) };
});
const CALIBRATING = { embedder: DLIB, enrolled: made.slice(0, 48), probes: made.slice(48), strangers: [], members: 1000, rate: 0.01, confidence: 0, seed: 1 };

describe('calibration', () => {
  let folder: string;
  beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'calibration-')); });
  afterAll(async () => rm(folder, { recursive: true }));

  it('leaves each person out in turn where there are no strangers, and names nobody falsely at its threshold', () => {
    const found = calibrate(CALIBRATING);
    expect(found.measured).toMatchObject({ people: 12, strangers: 12, probes: 48, comparisons: 96 * 11 });
    expect(found.accept).toBeGreaterThanOrEqual(found.measured.accept);
    expect(found.probable).toBeLessThanOrEqual(found.accept);
    expect(found.curve.length).toBeGreaterThan(10);
    expect(found.curve.every(({ fnir }, i) => i === 0 || fnir <= (found.curve[i - 1]?.fnir ?? 1))).toBe(true);
  });

  it('takes strangers who are not enrolled, and refuses too few people', () => {
    const found = calibrate({ ...CALIBRATING, enrolled: made.slice(0, 48).filter(({ person }) => person < 'p5'), strangers: made.filter(({ person }) => person >= 'p5') });
    expect(found.measured.strangers).toBe(5);
    expect(() => calibrate({ ...CALIBRATING, enrolled: made.slice(0, 2) })).toThrow(expect.objectContaining({ code: 'invalid_field' }));
  });

  it('gives thresholds to a worker of the same embedder, and to no other', async () => {
    const path = join(folder, 'calibration.json');
    const found = calibrate(CALIBRATING);
    await writeFile(path, JSON.stringify(found));
    expect(calibratedThresholds(path, DLIB)).toMatchObject({ accept: found.measured.accept, probable: found.probable, tail: found.tail, margin: thresholdsOf(DLIB).margin });
    expect(() => calibratedThresholds(path, 'facenet-512@x' as EmbedderId)).toThrow(expect.objectContaining({ code: 'invalid_configuration' }));
    for (const text of ['null', '{', JSON.stringify({ ...found, rate: 2 }), JSON.stringify({ ...found, tail: { from: 1 } })]) {
      await writeFile(path, text);
      expect(() => calibratedThresholds(path, DLIB)).toThrow(expect.objectContaining({ code: 'invalid_configuration' }));
    }
  });
});
