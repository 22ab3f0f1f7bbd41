import type { FivePoints } from '../../align/reference-points.js';
import type { Picture } from '../../picture/picture.js';
import { AreaSums } from './area-sums.js';
import { moved, squared, surest, type Candidate } from './candidates.js';
import type { MtcnnNets, NetAnswer } from './mtcnn-nets.js';

/** How closely MTCNN looks. */
export interface MtcnnLook {
  /** Smallest side of a face that is looked for, in pixels. */
  readonly minFacePx: number;
  /** Scores that a candidate must have in the three nets. */
  readonly thresholds: readonly [number, number, number];
}

/** A face as MTCNN finds it, in pixels of the picture. */
export interface MtcnnFace extends Candidate {
  readonly points: FivePoints;
}

/** From one size to the next smaller one. */
const SHRINK = 0.709;
/** What the first net sees at one place, and how far its places lie apart. */
const CELL = 12;
const STRIDE = 2;
/** Most crops in one call of the second or third net. */
const CROPS = 128;

/** Finds faces as facenet-pytorch's MTCNN does; surest first. */
export async function mtcnn(nets: MtcnnNets, picture: Picture, { minFacePx, thresholds }: MtcnnLook): Promise<readonly MtcnnFace[]> {
  const sums = new AreaSums(picture);
  const proposed = await propose(nets, sums, minFacePx, thresholds[0]);
  const refined = await judge(nets, 'rnet', 24, sums, proposed, thresholds[1]);
  const squares = surest(refined, 0.7).map((one) => squared(moved(one, one.shifts, 1)));
  const found = await judge(nets, 'onet', 48, sums, squares, thresholds[2]);
  return surest(found.map((one) => ({ ...moved(one, one.shifts, 1), points: pointsIn(one, one.points) })), 0.7, 'smaller');
}

async function propose(nets: MtcnnNets, sums: AreaSums, minFacePx: number, threshold: number): Promise<Candidate[]> {
  const all: (Candidate & { readonly shifts: Float32Array })[] = [];
  for (let scale = CELL / minFacePx; Math.min(sums.width, sums.height) * scale >= CELL; scale *= SHRINK) {
    const [width, height] = [Math.trunc(sums.width * scale + 1), Math.trunc(sums.height * scale + 1)];
    const pixels = new Float32Array(width * height * 3);
    sums.resizeInto(pixels, 0, [0, 0, sums.width, sums.height], width, height);
    all.push(...surest(placesOf(await nets.ask('pnet', pixels, [1, height, width]), scale, threshold), 0.5));
  }
  return surest(all, 0.7).map((one) => squared(moved(one, one.shifts, 0)));
}

function placesOf({ scores, shifts, map: [, columns] }: NetAnswer, scale: number, threshold: number): (Candidate & { readonly shifts: Float32Array })[] {
  const edge = (place: number, within: number): number => Math.floor((STRIDE * place + within) / scale);
  return Array.from(scores.entries()).flatMap(([i, score]) => {
    if (score < threshold) return [];
    const [x, y] = [i % columns, Math.floor(i / columns)];
    return [{ x1: edge(x, 1), y1: edge(y, 1), x2: edge(x, CELL), y2: edge(y, CELL), score, shifts: shifts.subarray(4 * i, 4 * i + 4) }];
  });
}

/** Asks a net about the part of the picture in each box; keeps those it is sure of. */
async function judge(
  nets: MtcnnNets, net: 'rnet' | 'onet', side: number, sums: AreaSums, boxes: readonly Candidate[], threshold: number,
): Promise<(Candidate & { readonly shifts: Float32Array; readonly points: Float32Array })[]> {
  const inside = boxes.map((box) => ({ box, part: partOf(box, sums) })).filter(({ part: [left, top, right, bottom] }) => right > left && bottom > top);
  const sure: (Candidate & { readonly shifts: Float32Array; readonly points: Float32Array })[] = [];
  for (let from = 0; from < inside.length; from += CROPS) {
    const crops = inside.slice(from, from + CROPS);
    const pixels = new Float32Array(crops.length * side * side * 3);
    for (const [i, { part }] of crops.entries()) sums.resizeInto(pixels, i * side * side * 3, part, side, side);
    const { scores, shifts, points } = await nets.ask(net, pixels, [crops.length, side, side]);
    for (const [i, { box }] of crops.entries()) {
      const score = scores[i] ?? 0;
      if (score > threshold) sure.push({ ...box, score, shifts: shifts.subarray(4 * i, 4 * i + 4), points: points.subarray(10 * i, 10 * i + 10) });
    }
  }
  return sure;
}

/** The box's whole pixels that lie in the picture. */
function partOf({ x1, y1, x2, y2 }: Candidate, { width, height }: AreaSums): readonly [number, number, number, number] {
  return [Math.max(1, Math.trunc(x1)) - 1, Math.max(1, Math.trunc(y1)) - 1, Math.min(width, Math.trunc(x2)), Math.min(height, Math.trunc(y2))];
}

function pointsIn({ x1, y1, x2, y2 }: Candidate, shares: Float32Array): FivePoints {
  const at = (i: number) => ({ x: (x2 - x1 + 1) * (shares[i] ?? 0) + x1 - 1, y: (y2 - y1 + 1) * (shares[i + 5] ?? 0) + y1 - 1 });
  return [at(0), at(1), at(2), at(3), at(4)];
}
