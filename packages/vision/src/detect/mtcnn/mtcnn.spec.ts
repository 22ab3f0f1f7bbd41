import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePicture } from '../../picture/decode.js';
import type { Picture } from '../../picture/picture.js';
import { loadRuntime } from '../../runtime/load-runtime.js';
import type { TensorRuntime } from '../../runtime/tensor-runtime.js';
import { openDetector } from '../open-detector.js';
import { TinyFaceDetector } from '../tiny-face-detector.js';
import { AreaSums } from './area-sums.js';
import { squared, surest } from './candidates.js';
import { MtcnnDetector } from './mtcnn-detector.js';

const DEMO = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');

/** What facenet-pytorch 2.6.0 finds in face-api's sample6.jpg, printed by python/convert_mtcnn.py. */
const EXPECTED = [
  { box: [260.92, 492.0, 468.65, 770.37], score: 0.99926, points: [[323.9, 607.13], [425.33, 595.32], [394.02, 670.82], [338.48, 705.31], [428.98, 693.57]] },
  { box: [1477.31, 254.15, 1690.14, 563.29], score: 0.99808, points: [[1533.85, 370.67], [1630.39, 393.81], [1554.52, 451.58], [1514.95, 479.55], [1602.5, 498.53]] },
  { box: [664.76, 329.54, 864.9, 635.55], score: 0.99775, points: [[700.86, 457.24], [791.99, 443.93], [735.17, 518.89], [724.88, 565.24], [807.47, 553.35]] },
  { box: [1170.9, 305.85, 1377.72, 581.58], score: 0.99694, points: [[1226.2, 426.6], [1331.37, 430.69], [1277.67, 498.3], [1228.06, 531.13], [1311.53, 529.2]] },
] as const;

const noise = (width: number, height: number): Picture => ({ width, height, rgb: Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7919 + (i >> 4) * 13) % 256) });

const candidate = (x1: number, y1: number, x2: number, y2: number, score: number) => ({ x1, y1, x2, y2, score });

describe('MTCNN', { timeout: 60_000 }, () => {
  let runtime: TensorRuntime;
  let detector: MtcnnDetector;
  let picture: Picture;
  beforeAll(async () => {
    runtime = await loadRuntime('wasm');
    detector = await MtcnnDetector.load(runtime);
    await detector.warmUp();
    const decoded = await decodePicture(await readFile(join(DEMO, 'sample6.jpg')), ['jpeg'], { maxPixels: 12e6, maxSide: 2000 });
    picture = decoded.kind === 'picture' ? decoded.picture : noise(1, 1);
  }, 60_000);
  afterAll(async () => detector.close());

  it('finds the faces and points that facenet-pytorch finds, to a pixel', async () => {
    const [faces = []] = await detector.detect([picture], 0);
    expect(faces).toHaveLength(EXPECTED.length);
    for (const [i, { box: [x1, y1, x2, y2], score, points }] of EXPECTED.entries()) {
      const { box, score: ours, points: found } = faces[i]!;
      expect(ours).toBeCloseTo(score, 3);
      const edges = [box.x, box.x + box.width].map((x) => x * picture.width).concat([box.y, box.y + box.height].map((y) => y * picture.height));
      for (const [k, edge] of [x1, x2, y1, y2].entries()) expect(Math.abs(edges[k]! - edge)).toBeLessThan(1);
      for (const [k, [x, y]] of points.entries()) expect(Math.hypot(found['eyes-nose-and-mouth']![k]!.x - x, found['eyes-nose-and-mouth']![k]!.y - y)).toBeLessThan(1);
    }
  });

  it('gives eye corners that lie beside its own eyes', async () => {
    const [[face] = []] = await detector.detect([picture], 0);
    const [leftEye, rightEye] = face!.points['eyes-nose-and-mouth']!;
    const [outerRight, innerRight, outerLeft, innerLeft] = face!.points['eye-corners-and-nose']!;
    const apart = Math.hypot(rightEye.x - leftEye.x, rightEye.y - leftEye.y);
    for (const [a, b, eye] of [[outerRight, innerRight, rightEye], [outerLeft, innerLeft, leftEye]] as const) {
      expect(Math.hypot((a.x + b.x) / 2 - eye.x, (a.y + b.y) / 2 - eye.y)).toBeLessThan(0.12 * apart);
    }
  });

  it('finds nobody in noise, in a single pixel or in the dark, and leaves no tensor behind', async () => {
    const before = runtime.tf.memory().numTensors;
    const black: Picture = { width: 200, height: 100, rgb: new Uint8Array(200 * 100 * 3) };
    for (const look of [0, 1]) expect(await detector.detect([noise(120, 90), noise(1, 1), black], look)).toEqual([[], [], []]);
    expect(runtime.tf.memory().numTensors).toBe(before);
  });

  it('can be the second look where another detector finds nobody', async () => {
    const both = await openDetector('tiny+mtcnn', runtime);
    expect(both.looks).toBe(1 + detector.looks);
    expect(both.schemes).toHaveLength(2);
    const tiny = await TinyFaceDetector.load(runtime);
    expect(await both.detect([picture], 0)).toEqual(await tiny.detect([picture], 0));
    expect(await both.detect([picture], 1)).toEqual(await detector.detect([picture], 0));
    await expect(both.detect([picture], 3)).rejects.toThrow('there are 3 looks');
    await both.close();
    await tiny.close();
  });
});

describe('a resized part of a picture', () => {
  it('holds the means over the pixels that each of its pixels covers', () => {
    const sizes = fc.record({ width: fc.integer({ min: 1, max: 13 }), height: fc.integer({ min: 1, max: 13 }), w: fc.integer({ min: 1, max: 15 }), h: fc.integer({ min: 1, max: 15 }) });
    fc.assert(fc.property(sizes, ({ width, height, w, h }) => {
      const picture = noise(width, height);
      const out = new Float32Array(w * h * 3);
      new AreaSums(picture).resizeInto(out, 0, [0, 0, width, height], w, h);
      for (let at = 0; at < out.length; at++) {
        const [c, u, v] = [at % 3, Math.floor(at / 3) % w, Math.floor(at / 3 / w)];
        const covered: number[] = [];
        for (let y = Math.floor((v * height) / h); y < Math.ceil(((v + 1) * height) / h); y++) {
          for (let x = Math.floor((u * width) / w); x < Math.ceil(((u + 1) * width) / w); x++) covered.push(picture.rgb[(y * width + x) * 3 + c]!);
        }
        expect(out[at]).toBeCloseTo((covered.reduce((sum, value) => sum + value, 0) / covered.length - 127.5) / 128, 5);
      }
    }));
  });
});

describe('candidates', () => {
  it('give way to a surer one that they overlap with by more than the limit', () => {
    const [sure, near, far] = [candidate(0, 0, 10, 10, 0.9), candidate(1, 0, 11, 10, 0.8), candidate(20, 0, 30, 10, 0.7)];
    expect(surest([far, near, sure], 0.5)).toEqual([sure, far]);
    expect(surest([far, near, sure], 0.82)).toEqual([sure, near, far]);
  });

  it('inside of a much larger one give way only where the smaller one counts', () => {
    const [large, small] = [candidate(0, 0, 100, 100, 0.9), candidate(10, 10, 20, 20, 0.8)];
    expect(surest([large, small], 0.7)).toHaveLength(2);
    expect(surest([large, small], 0.7, 'smaller')).toEqual([large]);
  });

  it('become squares around their middle', () => {
    expect(squared(candidate(0, 10, 10, 30, 0.5))).toEqual(candidate(-5, 10, 15, 30, 0.5));
  });
});
