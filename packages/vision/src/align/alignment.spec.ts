import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Picture, Point } from '../picture/picture.js';
import { alignInto } from './alignment.js';
import { dlibReference, facenetReference, type FivePoints } from './reference-points.js';
import { carry, inverse, similarityBetween } from './similarity.js';
import { warpInto } from './warp.js';

const coordinate = fc.double({ min: -100, max: 100, noNaN: true });
const similarity = fc.record({ angle: fc.double({ min: -3, max: 3, noNaN: true }), scale: fc.double({ min: 0.1, max: 10, noNaN: true }), tx: coordinate, ty: coordinate });
const triangle: readonly Point[] = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 3, y: 7 }];

/** Red is the column, green the row. */
function ramp(width: number, height: number): Picture {
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rgb.set([x, y, 7], (y * width + x) * 3);
  return { width, height, rgb };
}

describe('the least-squares similarity', () => {
  it('finds any rotation, scale and shift again', () => {
    fc.assert(fc.property(similarity, ({ angle, scale, tx, ty }) => {
      const made = { a: scale * Math.cos(angle), b: scale * Math.sin(angle), tx, ty };
      const found = similarityBetween(triangle, triangle.map((point) => carry(made, point)));
      expect(found?.a).toBeCloseTo(made.a, 8);
      expect(found?.b).toBeCloseTo(made.b, 8);
      expect(found?.tx).toBeCloseTo(tx, 8);
      expect(found?.ty).toBeCloseTo(ty, 8);
    }));
  });

  it('gives the values that Umeyama’s method gives for points that do not fit exactly', () => {
    const found = similarityBetween([{ x: 0, y: 0 }, { x: 4, y: 0 }, { x: 0, y: 4 }], [{ x: 1, y: 1 }, { x: 9, y: 2 }, { x: 0, y: 8 }]);
    // By hand: centred, the points have dot product 40, cross product 20/3 and spread 64/3; the centroids are (4/3, 4/3) and (10/3, 11/3).
    expect(found?.a).toBeCloseTo(1.875, 10);
    expect(found?.b).toBeCloseTo(0.3125, 10);
    expect(found?.tx).toBeCloseTo(1.25, 10);
    expect(found?.ty).toBeCloseTo(0.75, 10);
  });

  it('is undone by its inverse', () => {
    fc.assert(fc.property(similarity, coordinate, coordinate, ({ angle, scale, tx, ty }, x, y) => {
      const made = { a: scale * Math.cos(angle), b: scale * Math.sin(angle), tx, ty };
      const back = carry(inverse(made), carry(made, { x, y }));
      expect(back.x).toBeCloseTo(x, 6);
      expect(back.y).toBeCloseTo(y, 6);
    }));
  });

  it('does not exist for points that coincide', () => {
    expect(similarityBetween([{ x: 1, y: 1 }, { x: 1, y: 1 }], [{ x: 0, y: 0 }, { x: 1, y: 0 }])).toBeNull();
  });
});

describe('the warp', () => {
  it('copies where nothing moves, interpolates between pixels and is black outside', () => {
    const out = new Float32Array(4 * 4 * 3 + 1);
    warpInto(out, 1, ramp(3, 3), { a: 1, b: 0, tx: 0.5, ty: 0 }, 4);
    expect(Array.from(out.subarray(1, 7))).toEqual([0.5, 0, 7, 1.5, 0, 7]);
    expect(Array.from(out.subarray(1 + 9, 1 + 12))).toEqual([0, 0, 0]);
    expect(out[0]).toBe(0);
  });

  it('averages the pixels that it shrinks together', () => {
    const stripes: Picture = { width: 8, height: 8, rgb: new Uint8Array(8 * 8 * 3).map((_, i) => (Math.floor(i / 3) % 2) * 200) };
    const out = new Float32Array(2 * 2 * 3);
    warpInto(out, 0, stripes, { a: 2, b: 0, tx: 2.5, ty: 2.5 }, 2);
    for (const value of out) expect(value).toBeCloseTo(100, 5);
  });
});

describe('alignment', () => {
  it('places dlib’s five points where get_face_chip_details places them in a 150 pixel chip', () => {
    const expected = [[110.957, 46.35], [89.606, 47.897], [37.058, 46.373], [58.409, 47.906], [74.011, 87.78]];
    for (const [i, [x, y]] of expected.entries()) {
      const point = dlibReference(150, 0.25).points[i];
      expect(point?.x).toBeCloseTo(x ?? NaN, 2);
      expect(point?.y).toBeCloseTo(y ?? NaN, 2);
    }
  });

  it('stretches a face as wide as FaceNet was trained to see it', () => {
    const reference = facenetReference();
    const face = reference.points.map(({ x, y }) => carry({ a: 0.9, b: 0.2, tx: 40, ty: 10 }, { x: x / 1.25, y })) as unknown as FivePoints;
    const chip = new Float32Array(160 * 160 * 3);
    expect(alignInto(chip, 0, ramp(250, 250), face, reference)).toBe(true);
    const seen = carry({ a: 0.9, b: 0.2, tx: 40, ty: 10 }, { x: 100 / 1.25, y: 70 });
    expect(chip[(70 * 160 + 100) * 3]).toBeCloseTo(seen.x, 3);
    expect(chip[(70 * 160 + 100) * 3 + 1]).toBeCloseTo(seen.y, 3);
  });

  it('places FaceNet’s points where MTCNN’s stand in its box, symmetric, with the margin of the training pictures', () => {
    const inBox = [[0.2813, 0.392], [0.7187, 0.392], [0.5, 0.593], [0.305, 0.757], [0.695, 0.757]] as const;
    for (const [i, [x, y]] of inBox.entries()) {
      expect(facenetReference().points[i]?.x).toBeCloseTo(160 * (0.5 + (x - 0.5) * 0.79), 1);
      expect(facenetReference().points[i]?.y).toBeCloseTo(160 * (0.5 + (y - 0.5) * 0.85), 1);
    }
  });

  it('brings a turned, shifted and scaled face back to the reference', () => {
    const reference = dlibReference(150, 0.25);
    const turn = { a: 0.8, b: 0.3, tx: 60, ty: 10 };
    const points = reference.points.map((point) => carry(turn, point)) as unknown as FivePoints;
    const chip = new Float32Array(150 * 150 * 3);
    expect(alignInto(chip, 0, ramp(200, 200), points, reference)).toBe(true);
    const seen = carry(turn, { x: 75, y: 60 });
    expect(chip[(60 * 150 + 75) * 3]).toBeCloseTo(seen.x, 3);
    expect(chip[(60 * 150 + 75) * 3 + 1]).toBeCloseTo(seen.y, 3);
  });

  it('writes nothing for points that coincide', () => {
    const point = { x: 5, y: 5 };
    const chip = new Float32Array(150 * 150 * 3).fill(9);
    expect(alignInto(chip, 0, ramp(20, 20), [point, point, point, point, point], dlibReference(150, 0.25))).toBe(false);
    expect(chip.every((value) => value === 9)).toBe(true);
  });
});
