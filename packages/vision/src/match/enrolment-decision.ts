import type { MemberId } from '@vitrine/contracts';
import type { Gallery } from './gallery.js';
import { cosine, unitMean } from './likeness.js';
import type { IdentityThresholds } from './thresholds.js';

/**
 * Which of a member's photographs do not show the face that the others show: those further from the mean of the others than the outlier threshold, taken out
 * one by one, worst first. With two photographs that disagree nobody can say which one is wrong, so both are.
 * @param vectors of unit length
 * @returns places in `vectors`
 */
export function outliers(vectors: readonly Float32Array[], thresholds: IdentityThresholds): ReadonlySet<number> {
  const out = new Set<number>();
  for (;;) {
    const kept = [...vectors.entries()].filter(([index]) => !out.has(index));
    if (kept.length < 2) return out;
    const scores = kept.map(([index, vector]) => ({ index, score: cosine(vector, unitMean(kept.filter(([other]) => other !== index).map(([, v]) => v))) }));
    const worst = scores.reduce((a, b) => (b.score < a.score ? b : a));
    if (worst.score >= thresholds.outlier) return out;
    if (kept.length === 2) return new Set([...out, ...kept.map(([index]) => index)]);
    out.add(worst.index);
  }
}

/** The other member whose face these photographs show, or null. Asks for more than recognition does, because a refusal cannot be retried. */
export function duplicateOf(vectors: readonly Float32Array[], own: MemberId, gallery: Gallery, thresholds: IdentityThresholds): MemberId | null {
  for (const vector of vectors) {
    const match = gallery.nearestOther(vector, own);
    if (match !== null && match.score >= thresholds.duplicate) return match.memberId;
  }
  return null;
}
