import { VitrineError, type EmbedderId } from '@vitrine/contracts';
import { DLIB_EMBEDDER_ID } from '../embed/dlib-embedder.js';

/** When a match is a member. Belongs to one embedder. */
export interface IdentityThresholds {
  /** Cosine from which a match may be the member. */
  readonly accept: number;
  /** Cosine from which a match is at least probable; below it is a stranger. */
  readonly probable: number;
  /** By how much the best member must be ahead of every other one. */
  readonly margin: number;
  /** Cosine from which two members' faces are taken for one person's at enrolment. */
  readonly duplicate: number;
  /** Cosine to the centre of a member's own photographs below which one of them is an outlier at enrolment. */
  readonly outlier: number;
}

/**
 * Thresholds by embedder, from an operating point.
 * `dlib-resnet-128@1` on LFW-10 (10 people x 10 photographs, all pairs): cosine .809 is a false match rate of 1e-2, .831 of 1e-3 (.969 of same pairs pass).
 */
export const DEFAULT_THRESHOLDS: ReadonlyMap<EmbedderId, IdentityThresholds> = new Map([
  [DLIB_EMBEDDER_ID, { accept: 0.84, probable: 0.81, margin: 0.02, duplicate: 0.87, outlier: 0.8 }],
]);

/** @throws VitrineError `invalid_configuration` for an embedder without thresholds */
export function thresholdsOf(embedderId: EmbedderId): IdentityThresholds {
  const thresholds = DEFAULT_THRESHOLDS.get(embedderId);
  if (thresholds === undefined) throw new VitrineError('invalid_configuration', `there are no thresholds for ${embedderId}`, { embedder: embedderId });
  return thresholds;
}
