import type { Point } from '../picture/picture.js';
import { FRONTAL, NOSE_TIP, PLANE_PLACES, type FaceShape } from './face-shape.js';

/** A shape laid onto the frontal one: what an affine map, as of a flat picture seen from afar, does to it is gone. */
interface Laid {
  readonly points: readonly Point[];
  /** The linear part of the map: pixels to eye distances, by rows. */
  readonly map: readonly [number, number, number, number];
}

/** What the frames of a stay showed of a face's depth and life. */
export interface ShapeMotion {
  /** Root mean square way of the places from their medians, after the affine map is taken out, without the frame that differs most; in eye distances. */
  readonly restlessness: number;
  /** How far the tip of the nose travelled over the plane of eyes, brows and mouth, the outermost frame on each side left out; in eye distances. */
  readonly noseSwing: number;
  /** Pairs of frames of which one shows the face foreshortened by `leastStretch`, and in how many of these the tip of the nose stayed where a head's would not. */
  readonly turnedPairs: number;
  readonly flatPairs: number;
}

/** When a pair of frames counts as turned, and a turned one as flat. */
export interface TurnSettings {
  readonly leastStretch: number;
  /** Way of the nose's tip as a share of the tangent of the turn; about a half for heads, none for a plane. */
  readonly mostNoseShare: number;
}

export function shapeMotion(shapes: readonly FaceShape[], turns: TurnSettings): ShapeMotion {
  return { restlessness: restlessness(shapes.map((shape) => lay(shape, FRONTAL.length).points)), ...noseMotion(shapes.map((shape) => lay(shape, PLANE_PLACES)), turns) };
}

function restlessness(laid: readonly (readonly Point[])[]): number {
  const middle = FRONTAL.map((_, place) => ({ x: median(laid.map((points) => points[place]!.x)), y: median(laid.map((points) => points[place]!.y)) }));
  const ways = laid.map((points) => points.reduce((sum, { x, y }, place) => sum + (x - middle[place]!.x) ** 2 + (y - middle[place]!.y) ** 2, 0) / points.length);
  const kept = ways.toSorted((a, b) => a - b).slice(0, -1);
  return Math.sqrt(kept.reduce((sum, way) => sum + way, 0) / Math.max(1, kept.length));
}

function noseMotion(laid: readonly Laid[], { leastStretch, mostNoseShare }: TurnSettings): Omit<ShapeMotion, 'restlessness'> {
  const tips = laid.map(({ points }) => points[NOSE_TIP]!);
  let [turnedPairs, flatPairs] = [0, 0];
  for (const [i, one] of laid.entries()) {
    for (const [j, other] of laid.slice(0, i).entries()) {
      const stretch = stretchBetween(one, other);
      if (stretch < leastStretch) continue;
      turnedPairs++;
      if (Math.hypot(tips[i]!.x - tips[j]!.x, tips[i]!.y - tips[j]!.y) <= mostNoseShare * Math.sqrt(stretch * stretch - 1)) flatPairs++;
    }
  }
  return { noseSwing: Math.max(swing(tips.map(({ x }) => x)), swing(tips.map(({ y }) => y))), turnedPairs, flatPairs };
}

/** How many times further than the other way a pair of frames is stretched one way: 1 / cosine of the turn of a plane between them. */
function stretchBetween({ map: [a, b, c, d] }: Laid, { map: [e, f, g, h] }: Laid): number {
  const determinant = a * d - b * c;
  const [p, q, r, s] = [(d * e - b * g) / determinant, (d * f - b * h) / determinant, (a * g - c * e) / determinant, (a * h - c * f) / determinant];
  const half = (p * p + q * q + r * r + s * s) / 2;
  const area = Math.abs(p * s - q * r);
  const spread = Math.sqrt(Math.max(0, half * half - area * area));
  return Math.sqrt((half + spread) / Math.max(half - spread, Number.MIN_VALUE));
}

function swing(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.length < 4 ? 0 : sorted.at(-2)! - sorted[1]!;
}

/** The affine map of least squares from the first `count` places onto the frontal ones, and all places under it. */
function lay(shape: FaceShape, count: number): Laid {
  const own = FRONTAL.map((_, place) => ({ x: shape[2 * place]!, y: shape[2 * place + 1]! }));
  const [from, to] = [centre(own, count), centre(FRONTAL, count)];
  let [xx, xy, yy, ux, uy, vx, vy] = [0, 0, 0, 0, 0, 0, 0];
  for (let place = 0; place < count; place++) {
    const [x, y, u, v] = [own[place]!.x - from.x, own[place]!.y - from.y, FRONTAL[place]!.x - to.x, FRONTAL[place]!.y - to.y];
    xx += x * x; xy += x * y; yy += y * y; ux += u * x; uy += u * y; vx += v * x; vy += v * y;
  }
  const determinant = xx * yy - xy * xy;
  const [a, b, c, d] = [(ux * yy - uy * xy) / determinant, (uy * xx - ux * xy) / determinant, (vx * yy - vy * xy) / determinant, (vy * xx - vx * xy) / determinant];
  const points = own.map(({ x, y }) => ({ x: a * (x - from.x) + b * (y - from.y) + to.x, y: c * (x - from.x) + d * (y - from.y) + to.y }));
  return { points, map: [a, b, c, d] };
}

function centre(points: readonly Point[], count: number): Point {
  const some = points.slice(0, count);
  return { x: some.reduce((sum, { x }) => sum + x, 0) / count, y: some.reduce((sum, { y }) => sum + y, 0) / count };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[upper]! : (sorted[upper - 1]! + sorted[upper]!) / 2;
}
