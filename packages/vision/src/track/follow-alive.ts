import type { Liveness, LivenessCheck, LivenessTrace } from '../liveness/liveness-check.js';
import type { IdentityDecision } from '../match/identity-decision.js';
import { follow, type ComparedFrame, type Followed, type TrackRules } from './follow.js';
import type { Track } from './track.js';

/** Rules of a stay whose faces are asked for life. */
export interface AliveRules extends TrackRules {
  readonly liveness: LivenessCheck;
  /** Whether somebody must have shown life before they are named. */
  readonly lifeRequired: boolean;
}

/** A stay after a frame, and how much it looked like a living face: 0 to 1; null where it was not judged. */
export interface FollowedAlive extends Followed {
  readonly liveness: number | null;
}

/**
 * `follow`, with the name withheld from a picture of a face. Life is that of one face: as soon as the frames show somebody else, or nobody for longer than a name is carried, it has to be shown anew,
 * so that nobody can lend theirs to a photograph.
 */
export function followAlive(track: Track, frame: ComparedFrame, rules: AliveRules): FollowedAlive {
  const followed = follow(track, frame, rules);
  const shown = frame.sequence <= track.lastSequence ? (track.shown ?? []) : shownAfter(track, followed.track, frame, rules);
  const liveness = rules.liveness.judge(shown);
  const decision = withheld(followed.decision, liveness, rules.lifeRequired);
  const named = decision === followed.decision ? followed.track.named : null;
  return { ...followed, decision, track: { ...followed.track, named, shown }, liveness: liveness.score };
}

function shownAfter(before: Track, after: Track, { analysis, atMs }: ComparedFrame, { liveness, settings }: AliveRules): LivenessTrace {
  const shown = before.shown ?? [];
  if (analysis.kind !== 'face') return after.faceless > settings.holdFrames ? [] : shown;
  const shape = analysis.geometry?.shape;
  if (shape == null) return shown;
  const [last, vote] = [before.votes.at(-1), after.votes.at(-1)];
  const same = last === undefined || last.memberId === vote?.memberId;
  return liveness.see(same ? shown : [], { atMs, shape });
}

/** Only what the frame itself says of a face is overruled: no face, two faces and poor pictures stay what they are. */
function withheld(decision: IdentityDecision, { verdict }: Liveness, lifeRequired: boolean): IdentityDecision {
  const { score, margin, threshold, outcome } = decision;
  const ofFace = outcome === 'member' || outcome === 'probable' || outcome === 'unknown' || (outcome === 'ambiguous' && decision.reason === 'no_margin');
  if (ofFace && (verdict === 'flat' || verdict === 'no_motion')) return { score, margin, threshold, outcome: 'spoof', reason: verdict };
  return verdict === 'live' ? decision : unproven(decision, lifeRequired);
}

/** Where life is required, a name that none was shown for is withheld. */
export function unproven(decision: IdentityDecision, lifeRequired: boolean): IdentityDecision {
  const { score, margin, threshold, outcome } = decision;
  return outcome === 'member' && lifeRequired ? { score, margin, threshold, outcome: 'probable', reason: 'more_frames' } : decision;
}
