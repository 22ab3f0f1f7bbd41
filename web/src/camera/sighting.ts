import type { IdentityOutcome, IdentityReason } from '@vitrine/contracts';
import type { FlowRecord } from '../api/flow.js';
import type { Place, Slate } from '../api/slates.js';

/** What has become of one raise of the hand. */
export interface Sighting {
  readonly sessionId: string;
  readonly startedAtMs: number;
  readonly framesSent: number;
  /** What the face worker concluded last. */
  readonly conclusion: Conclusion | null;
  /** The slate shown for this visit, and how long after the first frame it came. */
  readonly shown: { readonly slate: Slate; readonly afterMs: number } | null;
}

export interface Conclusion {
  readonly outcome: IdentityOutcome;
  readonly reason: IdentityReason;
}

export function startSighting(sessionId: string, startedAtMs: number): Sighting {
  return { sessionId, startedAtMs, framesSent: 0, conclusion: null, shown: null };
}

/**
 * The conclusion that a record tells about this booth since `sinceMs`; null for every other record.
 * The flow names no session, so of two visitors at one booth each sees the conclusion about the other too.
 */
export function conclusionIn({ event, storeId, time, summary }: FlowRecord, place: Place, sinceMs: number): Conclusion | null {
  const here = event === 'IdentityResolved' && storeId === place.storeId && summary.booth === place.boothId && Date.parse(time) >= sinceMs;
  return here ? { outcome: summary.outcome as IdentityOutcome, reason: summary.reason as IdentityReason } : null;
}

/** What is known of this visit: a slate is surer than the flow, for it names the session. */
export function conclusionOf({ conclusion, shown }: Sighting): Conclusion | null {
  return shown?.slate.audience === 'MEMBER' ? { outcome: 'MEMBER', reason: 'NONE' } : conclusion;
}

/** Takes the slate if it is of this visit; the first one of an audience sets the time it took. */
export function seeSlate(sighting: Sighting, slate: Slate, nowMs: number): Sighting {
  if (slate.slateId === null || slate.sessionId !== sighting.sessionId || slate.slateId === sighting.shown?.slate.slateId) return sighting;
  return { ...sighting, shown: { slate, afterMs: nowMs - sighting.startedAtMs } };
}

const OUTCOMES: Readonly<Record<IdentityOutcome, string>> = {
  MEMBER: 'Recognised as a member.',
  PROBABLE: 'Looks like a member, but not surely enough to be treated as one.',
  UNKNOWN: 'Not recognised: nobody enrolled looks like this.',
  AMBIGUOUS: 'Looks like more than one member, so like none.',
  SPOOF: 'This did not look like a living face.',
  NO_FACE: 'No face was found in the picture.',
  POOR: 'A face was found, but the picture is too poor to compare it.',
  UNDECIDED: 'Not decided yet.',
};

const REASONS: Readonly<Record<IdentityReason, string>> = {
  NONE: '',
  BELOW_THRESHOLD: 'The likeness is below the threshold.',
  NO_MARGIN: 'Two members are about equally like.',
  TWO_FACES: 'Two people are in the picture; please step up alone.',
  TOO_SMALL: 'The face is too small; come closer.',
  TOO_BLURRED: 'The picture is blurred; hold still.',
  TOO_DARK: 'The picture is too dark.',
  OUTSIDE_ZONE: 'The face is outside the marked zone.',
  UNREADABLE: 'The picture could not be read.',
  EMPTY_GALLERY: 'Nobody is enrolled yet.',
  CONSENT_ENDED: 'The consent has been withdrawn.',
  TOO_BRIGHT: 'The picture is too bright.',
  TURNED_AWAY: 'The face is turned away; please look at the booth.',
  OCCLUDED: 'A part of the face is covered.',
  MORE_FRAMES: 'Another look is needed.',
  FACE_CHANGED: 'Another face is in front of the booth now.',
  HELD: '',
  NO_MOTION: 'The pictures do not move as a person does.',
  FLAT: 'The pictures move like a flat surface.',
  OTHER: '',
};

export function conclusionText({ outcome, reason }: Conclusion): string {
  return [OUTCOMES[outcome] ?? outcome, REASONS[reason] ?? reason].filter((words) => words !== '').join(' ');
}
