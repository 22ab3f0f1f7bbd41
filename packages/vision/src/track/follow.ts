import type { ConsentId, MemberId } from '@vitrine/contracts';
import type { FrameAnalysis } from '../chain/frame-analysis.js';
import type { GalleryMatch } from '../match/gallery.js';
import { decideIdentity, type IdentityDecision } from '../match/identity-decision.js';
import type { IdentityThresholds } from '../match/thresholds.js';
import { frameWeight } from './frame-weight.js';
import { NEW_TRACK, type Track, type TrackSettings, type Vote } from './track.js';

/** A frame of a stay, compared. */
export interface ComparedFrame {
  /** Number within the stay. */
  readonly sequence: number;
  /** When the camera took it, UTC milliseconds. */
  readonly atMs: number;
  readonly analysis: FrameAnalysis;
  /** Null when there is no usable face or nobody is enrolled. */
  readonly match: GalleryMatch | null;
}

/** A stay after a frame, and who stands there as far as its frames tell. */
export interface Followed {
  readonly track: Track;
  readonly decision: IdentityDecision;
  /** Frames that took part in the decision. */
  readonly goodFrames: number;
}

/** Rules of a stay. */
export interface TrackRules {
  readonly thresholds: IdentityThresholds;
  readonly settings: TrackSettings;
}

/**
 * The stay after one more frame: a pure fold, so the same frames give the same names. A frame that came before (a retry) changes nothing and counts once.
 * Naming is slow and taking a name back is fast: a member is named only by several good frames, and one frame with another face withholds the name.
 */
export function follow(track: Track, frame: ComparedFrame, { thresholds, settings }: TrackRules): Followed {
  if (frame.sequence <= track.lastSequence) return conclude(track, thresholds, settings);
  const seen: Track = { ...track, lastSequence: frame.sequence };
  if (frame.analysis.kind !== 'face' || frame.match === null) return withoutFace(seen, frame, thresholds, settings);
  const vote = voteOf(frame.match, frameWeight(frame.analysis.quality), thresholds);
  if (seen.named === null || vote.memberId === seen.named) return conclude({ ...seen, votes: newest([...seen.votes, vote], settings), contrary: 0, faceless: 0 }, thresholds, settings);
  const contrary = seen.contrary + 1;
  const votes = newest([...seen.votes, vote], settings);
  if (contrary >= settings.contraryFrames) return conclude({ ...NEW_TRACK, lastSequence: seen.lastSequence, votes: votes.slice(-contrary) }, thresholds, settings);
  return { track: { ...seen, votes, contrary, faceless: 0 }, decision: { ...evidence(vote, thresholds), outcome: 'probable', reason: 'face_changed' }, goodFrames: votes.length };
}

function withoutFace(track: Track, { analysis }: ComparedFrame, thresholds: IdentityThresholds, settings: TrackSettings): Followed {
  const decision = decideIdentity(analysis, null, thresholds);
  const faceless = track.faceless + 1;
  const last = track.votes.findLast(({ memberId }) => memberId === track.named);
  const carried = track.named !== null && track.contrary === 0 && faceless <= settings.holdFrames && analysis.kind !== 'two_faces' && analysis.kind !== 'face';
  if (!carried || last?.memberId == null || last.consentId === null) return { track: { ...track, named: carried ? track.named : null, faceless }, decision, goodFrames: 0 };
  return {
    track: { ...track, faceless },
    decision: { score: null, margin: null, threshold: null, outcome: 'member', reason: 'held', memberId: last.memberId, consentId: last.consentId },
    goodFrames: track.votes.length,
  };
}

/** What the votes say together. */
function conclude(track: Track, thresholds: IdentityThresholds, settings: TrackSettings): Followed {
  const leader = leaderOf(track.votes);
  const goodFrames = track.votes.length;
  if (leader === null) {
    const last = track.votes.at(-1);
    const decision: IdentityDecision = last === undefined
      ? { score: null, margin: null, threshold: null, outcome: 'unknown', reason: 'below_threshold' }
      : { ...evidence(last, thresholds), outcome: 'unknown', reason: 'below_threshold' };
    return { track: { ...track, named: null }, decision, goodFrames };
  }
  const decision = decideLeader(leader, track.named === leader.memberId, thresholds, settings);
  return { track: { ...track, named: decision.outcome === 'member' ? leader.memberId : null }, decision, goodFrames };
}

interface Leader {
  readonly memberId: MemberId;
  readonly consentId: ConsentId;
  readonly frames: number;
  /** Share of all weight. */
  readonly share: number;
  /** Weighted means. */
  readonly score: number;
  readonly margin: number | null;
}

function decideLeader({ memberId, consentId, frames, share, score, margin }: Leader, named: boolean, thresholds: IdentityThresholds, settings: TrackSettings): IdentityDecision {
  const accept = named ? (thresholds.accept + thresholds.probable) / 2 : thresholds.accept;
  const given = { score, margin, threshold: accept };
  if (share < (named ? settings.keepShare : settings.nameShare)) return { ...given, outcome: 'ambiguous', reason: 'no_margin' };
  if (score < accept) return { ...given, outcome: 'probable', reason: 'below_threshold' };
  if (margin !== null && margin < (named ? 0 : thresholds.margin)) return { ...given, outcome: 'ambiguous', reason: 'no_margin' };
  if (frames < settings.minFrames) return { ...given, outcome: 'probable', reason: 'more_frames' };
  return { ...given, outcome: 'member', reason: 'none', memberId, consentId };
}

/** The member with most weight; of equal ones the one whose vote is newest. Null when nobody has a vote. */
function leaderOf(votes: readonly Vote[]): Leader | null {
  const all = votes.reduce((sum, { weight }) => sum + weight, 0);
  let leader: Leader | null = null;
  for (const memberId of new Set(votes.toReversed().flatMap((vote) => (vote.memberId === null ? [] : [vote.memberId])))) {
    const own = votes.filter((vote) => vote.memberId === memberId);
    const weight = own.reduce((sum, vote) => sum + vote.weight, 0);
    if (leader !== null && weight / all <= leader.share) continue;
    const margins = own.flatMap((vote) => (vote.margin === null ? [] : [vote.margin * vote.weight]));
    leader = {
      memberId, consentId: own.at(-1)!.consentId!, frames: own.length, share: weight / all,
      score: own.reduce((sum, vote) => sum + vote.score * vote.weight, 0) / weight,
      margin: margins.length < own.length ? null : margins.reduce((sum, margin) => sum + margin, 0) / weight,
    };
  }
  return leader;
}

function voteOf({ memberId, consentId, score, runnerUp }: GalleryMatch, weight: number, { probable }: IdentityThresholds): Vote {
  const margin = runnerUp === null ? null : score - runnerUp;
  return score < probable ? { memberId: null, consentId: null, score, margin, weight } : { memberId, consentId, score, margin, weight };
}

function evidence({ score, margin }: Vote, { accept }: IdentityThresholds): { readonly score: number; readonly margin: number | null; readonly threshold: number } {
  return { score, margin, threshold: accept };
}

function newest(votes: readonly Vote[], { window }: TrackSettings): readonly Vote[] {
  return votes.slice(-window);
}
