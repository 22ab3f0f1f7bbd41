import type { ConsentId, MemberId } from '@vitrine/contracts';
import type { LivenessTrace } from '../liveness/liveness-check.js';

/** What one frame with a usable face said. */
export interface Vote {
  /** Whom the face was most like, from `probable` on; null: like nobody. */
  readonly memberId: MemberId | null;
  readonly consentId: ConsentId | null;
  /** Likeness, and the lead over the next member; null with fewer than two members. */
  readonly score: number;
  readonly margin: number | null;
  /** Above 0 to 1; a large, sharp, well-lit face counts most. */
  readonly weight: number;
}

/** One shopper's stay at a booth, as its frames told it so far. No face and no vector is in it. Plain data, so that it can be kept between batches. */
export interface Track {
  /** Highest frame number seen. */
  readonly lastSequence: number;
  /** The newest votes, oldest first. */
  readonly votes: readonly Vote[];
  /** Whom the newest conclusions named; null while nobody. */
  readonly named: MemberId | null;
  /** Frames in a row with a face that is not the named one's. */
  readonly contrary: number;
  /** Frames in a row without a usable face. */
  readonly faceless: number;
  /** What the face of the newest frames showed of life: places of eyes, brows, nose and mouth, not a face. A stay begun by an older version has none. */
  readonly shown?: LivenessTrace;
}

/** How frames of a stay decide together. */
export interface TrackSettings {
  /** Frames that must show the member before they are named. */
  readonly minFrames: number;
  /** Newest frames that count. */
  readonly window: number;
  /** Share of the weight that must speak for the member, to be named and to stay named; 0 to 1. */
  readonly nameShare: number;
  readonly keepShare: number;
  /** Frames in a row without a usable face over which a named member is carried. */
  readonly holdFrames: number;
  /** Frames in a row with another face after which the stay begins anew with that face. */
  readonly contraryFrames: number;
}

/** Two frames to be named; eight count; two thirds of the weight to be named and half to stay; carried over two frames; another face twice begins anew. */
export const DEFAULT_TRACK_SETTINGS: TrackSettings = { minFrames: 2, window: 8, nameShare: 2 / 3, keepShare: 0.5, holdFrames: 2, contraryFrames: 2 };

/** A stay of which nothing is known. */
export const NEW_TRACK: Track = { lastSequence: -1, votes: [], named: null, contrary: 0, faceless: 0 };
