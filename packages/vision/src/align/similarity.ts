import type { Point } from '../picture/picture.js';

/** Rotation, uniform scale and shift: `(x, y)` goes to `(a x - b y + tx, b x + a y + ty)`. Never mirrors. */
export interface SimilarityTransform {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

/**
 * The similarity that carries `from` onto `to` with the least sum of squared distances: Umeyama, "Least-squares estimation of transformation parameters
 * between two point patterns", IEEE PAMI 13(4), 1991; in the plane and without reflection it has this closed form.
 * @param from at least two distinct points
 * @param to as many points
 * @returns null when the points of `from` coincide
 */
export function similarityBetween(from: readonly Point[], to: readonly Point[]): SimilarityTransform | null {
  const p = centroid(from);
  const q = centroid(to);
  let dot = 0;
  let cross = 0;
  let spread = 0;
  for (const [i, point] of from.entries()) {
    const target = to[i];
    if (target === undefined) throw new RangeError(`${from.length} points cannot be carried onto ${to.length}`);
    const [px, py, qx, qy] = [point.x - p.x, point.y - p.y, target.x - q.x, target.y - q.y];
    dot += px * qx + py * qy;
    cross += px * qy - py * qx;
    spread += px * px + py * py;
  }
  if (!(spread > 0)) return null;
  const a = dot / spread;
  const b = cross / spread;
  return { a, b, tx: q.x - a * p.x + b * p.y, ty: q.y - b * p.x - a * p.y };
}

/** The transform that undoes `t`. */
export function inverse(t: SimilarityTransform): SimilarityTransform {
  const square = t.a * t.a + t.b * t.b;
  const a = t.a / square;
  const b = -t.b / square;
  return { a, b, tx: -a * t.tx + b * t.ty, ty: -b * t.tx - a * t.ty };
}

/** Where `t` carries a point. */
export function carry(t: SimilarityTransform, { x, y }: Point): Point {
  return { x: t.a * x - t.b * y + t.tx, y: t.b * x + t.a * y + t.ty };
}

function centroid(points: readonly Point[]): Point {
  let x = 0;
  let y = 0;
  for (const point of points) {
    x += point.x;
    y += point.y;
  }
  return { x: x / points.length, y: y / points.length };
}
