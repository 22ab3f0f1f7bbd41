import type { FaceShape } from './face-shape.js';

/** A frame of a stay as far as it can tell whether somebody is there. */
export interface ShownFace {
  /** When the camera took it, UTC milliseconds. */
  readonly atMs: number;
  readonly shape: FaceShape;
}

/** What the frames of a stay showed, oldest first. Plain data, so that it can be kept between batches. */
export type LivenessTrace = readonly ShownFace[];

/** `live`: a head of three dimensions turned. `flat`: what turned was flat. `no_motion`: nothing in the face moved, for seconds. `undecided`: too little was seen. */
export type LivenessVerdict = 'live' | 'flat' | 'no_motion' | 'undecided';

/** A verdict, and how much it looks like a living face: 0 to 1, from .5 on `live`; null where too little was seen. */
export interface Liveness {
  readonly verdict: LivenessVerdict;
  readonly score: number | null;
}

/** Tells a living face from a picture of one, over the frames of a stay. Pure: the same frames give the same verdict wherever they are cut into batches. */
export abstract class LivenessCheck {
  /** What was shown, with one more frame. */
  abstract see(shown: LivenessTrace, face: ShownFace): LivenessTrace;
  abstract judge(shown: LivenessTrace): Liveness;
}

/** Never tells. */
export class UncheckedLiveness extends LivenessCheck {
  see(): LivenessTrace {
    return [];
  }

  judge(): Liveness {
    return { verdict: 'undecided', score: null };
  }
}
