import type { ConsentId, MemberId } from '@vitrine/contracts';
import type { FrameAnalysis } from '../chain/frame-analysis.js';
import type { GalleryMatch } from './gallery.js';
import type { IdentityThresholds } from './thresholds.js';

/** What was compared. Null where nothing was. */
export interface Evidence {
  /** Likeness; higher is more alike. */
  readonly score: number | null;
  /** By how much the best member is ahead; null with fewer than two members. */
  readonly margin: number | null;
  /** Score that had to be reached. */
  readonly threshold: number | null;
}

/** Who stands there, as far as one picture or several of one stay tell. Only `member` names somebody. */
export type IdentityDecision = Evidence &
  (
    | { readonly outcome: 'member'; readonly reason: 'none' | 'held'; readonly memberId: MemberId; readonly consentId: ConsentId }
    | { readonly outcome: 'probable'; readonly reason: 'below_threshold' | 'more_frames' | 'face_changed' }
    | { readonly outcome: 'unknown'; readonly reason: 'below_threshold' | 'empty_gallery' | 'consent_ended' }
    | { readonly outcome: 'ambiguous'; readonly reason: 'no_margin' | 'two_faces' }
    | { readonly outcome: 'spoof'; readonly reason: 'flat' | 'no_motion' }
    | { readonly outcome: 'no_face'; readonly reason: 'none' | 'outside_zone' }
    | { readonly outcome: 'poor'; readonly reason: 'too_small' | 'too_blurred' | 'too_dark' | 'unreadable' }
  );

const NOTHING_COMPARED: Evidence = { score: null, margin: null, threshold: null };

/**
 * Open-set decision: a member only at or above the accept threshold and ahead of every other member by the margin.
 * @param match of the analysed face in the gallery; null when there is no face or nobody is enrolled
 */
export function decideIdentity(analysis: FrameAnalysis, match: GalleryMatch | null, thresholds: IdentityThresholds): IdentityDecision {
  if (analysis.kind === 'face') return match === null ? { ...NOTHING_COMPARED, outcome: 'unknown', reason: 'empty_gallery' } : decideMatch(match, thresholds);
  if (analysis.kind === 'no_face') return { ...NOTHING_COMPARED, outcome: 'no_face', reason: 'none' };
  if (analysis.kind === 'outside_zone') return { ...NOTHING_COMPARED, outcome: 'no_face', reason: 'outside_zone' };
  if (analysis.kind === 'two_faces') return { ...NOTHING_COMPARED, outcome: 'ambiguous', reason: 'two_faces' };
  return { ...NOTHING_COMPARED, outcome: 'poor', reason: analysis.kind };
}

/** The decision about a member whose consent is no longer live: a stranger, and nothing is said of the comparison. */
export const CONSENT_ENDED: IdentityDecision = { ...NOTHING_COMPARED, outcome: 'unknown', reason: 'consent_ended' };

function decideMatch({ memberId, consentId, score, runnerUp }: GalleryMatch, { accept, probable, margin: least }: IdentityThresholds): IdentityDecision {
  const margin = runnerUp === null ? null : score - runnerUp;
  const evidence: Evidence = { score, margin, threshold: accept };
  if (score < probable) return { ...evidence, outcome: 'unknown', reason: 'below_threshold' };
  if (score < accept) return { ...evidence, outcome: 'probable', reason: 'below_threshold' };
  if (margin !== null && margin < least) return { ...evidence, outcome: 'ambiguous', reason: 'no_margin' };
  return { ...evidence, outcome: 'member', reason: 'none', memberId, consentId };
}
