/** Where a face may be, in pixels counted from 1 as MTCNN counts them; higher scores are surer. */
export interface Candidate {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly score: number;
}

/** What the overlap of two candidates is a share of: of both together, or of the smaller one. */
export type OverlapOf = 'union' | 'smaller';

/** Non-maximum suppression: keeps a candidate unless it overlaps with a surer kept one by more than `limit`; surest first. */
export function surest<C extends Candidate>(candidates: readonly C[], limit: number, of: OverlapOf = 'union'): C[] {
  const kept: C[] = [];
  for (const candidate of candidates.toSorted((a, b) => b.score - a.score)) {
    if (kept.every((other) => overlap(candidate, other, of) <= limit)) kept.push(candidate);
  }
  return kept;
}

/** Moves each edge by a share of the box's sides; `extra` is 1 where MTCNN counts the last pixel in. */
export function moved(box: Candidate, shifts: ArrayLike<number>, extra: 0 | 1): Candidate {
  const [width, height] = [box.x2 - box.x1 + extra, box.y2 - box.y1 + extra];
  const [left = 0, top = 0, right = 0, bottom = 0] = Array.from(shifts);
  return { x1: box.x1 + left * width, y1: box.y1 + top * height, x2: box.x2 + right * width, y2: box.y2 + bottom * height, score: box.score };
}

/** The square with the box's centre and its longer side. */
export function squared({ x1, y1, x2, y2, score }: Candidate): Candidate {
  const side = Math.max(x2 - x1, y2 - y1);
  const [left, top] = [x1 + (x2 - x1 - side) / 2, y1 + (y2 - y1 - side) / 2];
  return { x1: left, y1: top, x2: left + side, y2: top + side, score };
}

function overlap(a: Candidate, b: Candidate, of: OverlapOf): number {
  const last = of === 'smaller' ? 1 : 0;
  const width = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1) + last;
  const height = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1) + last;
  const shared = Math.max(0, width) * Math.max(0, height);
  const [areaA, areaB] = [area(a, last), area(b, last)];
  return shared / (of === 'smaller' ? Math.min(areaA, areaB) : areaA + areaB - shared);
}

function area({ x1, y1, x2, y2 }: Candidate, last: 0 | 1): number {
  return (x2 - x1 + last) * (y2 - y1 + last);
}
