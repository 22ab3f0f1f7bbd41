import { VitrineError, type EmbedderId } from '@vitrine/contracts';
import { DLIB_EMBEDDER_ID } from '../embed/dlib-embedder.js';
import type { ImpostorTail } from './operating-point.js';

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
  /** How likenesses of different people fall off, as far as it is known; with it the accept threshold grows with the gallery. */
  readonly tail?: ImpostorTail;
  /** Share of strangers that may be taken for somebody, whatever the size of the gallery. */
  readonly rate?: number;
}

/**
 * Thresholds by embedder, from an operating point; `vitrine evaluate faces` measures them on other people. Keys are names without versions: an imported model's
 * version is the hash of its weights.
 * `dlib-resnet-128`: on LFW-10 (10 people x 10 photographs, all pairs) cosine .809 is a false match rate of 1e-2 and .831 of 1e-3. Left out of the gallery in turn
 * (five templates each), nobody was taken for another from .85 on. These are men of very different looks; the most alike of 20 different women in the photographs
 * of face-api reach .870, and changes of light, angle, scale and compression leave one and the same face above .945. So .88 accepts.
 * `facenet-512`: of 286 vectors of 16 people, all pairs, cosine .479 is a false match rate of 1e-2 and .586 of 1e-3; against a gallery of all others nobody came
 * nearer than .671. So .68 accepts, a first guess for other weights and other people: calibrate.
 * Tails are of the same pictures, by likeness to every other person.
 */
export const DEFAULT_THRESHOLDS: ReadonlyMap<string, IdentityThresholds> = new Map([
  [nameOf(DLIB_EMBEDDER_ID), { accept: 0.88, probable: 0.83, margin: 0.02, duplicate: 0.9, outlier: 0.83, tail: { from: 0.798, share: 0.05, scale: 0.014, shape: -0.25 }, rate: 0.001 }],
  ['facenet-512', { accept: 0.68, probable: 0.59, margin: 0.05, duplicate: 0.72, outlier: 0.5, tail: { from: 0.402, share: 0.05, scale: 0.1, shape: -0.25 }, rate: 0.01 }],
]);

/** @throws VitrineError `invalid_configuration` for an embedder without thresholds */
export function thresholdsOf(embedderId: EmbedderId): IdentityThresholds {
  const thresholds = DEFAULT_THRESHOLDS.get(nameOf(embedderId));
  if (thresholds === undefined) throw new VitrineError('invalid_configuration', `there are no thresholds for ${embedderId}`, { embedder: embedderId });
  return thresholds;
}

function nameOf(embedderId: EmbedderId): string {
  return embedderId.replace(/@.*$/, '');
}
