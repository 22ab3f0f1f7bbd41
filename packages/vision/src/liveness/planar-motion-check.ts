import { LivenessCheck, type Liveness, type LivenessTrace, type ShownFace } from './liveness-check.js';
import { shapeMotion, type TurnSettings } from './shape-motion.js';

/** When motion is life, and when the lack of it is a picture. */
export interface PlanarMotionSettings extends TurnSettings {
  /** Frames nearer than this to the last one that counted are passed over, so that a fast camera does not shorten what is seen. */
  readonly leastGapMs: number;
  /** Newest frames that count. */
  readonly window: number;
  /** Way of the nose's tip from which a head turned; in eye distances. About .5 times the tangent of the turn. */
  readonly lifeSwing: number;
  /** A flat picture is called one on this many frames and turned pairs. */
  readonly flatFrames: number;
  readonly flatPairs: number;
  /** Below this restlessness nothing moved; said only after so many frames over so long a time. */
  readonly stillness: number;
  readonly stillFrames: number;
  readonly stillMs: number;
}

/**
 * Chosen on recordings of three living people and on pictures made of photographs (docs/faces.md): a photograph on a stand stays below a restlessness of .004, people who talk or listen are
 * above .006 over five seconds; a flat photograph waved about moves the nose by up to .09 in the eyes of the landmark net, and expressions stretch a face by up to 1.2.
 */
export const DEFAULT_PLANAR_MOTION: PlanarMotionSettings = {
  leastGapMs: 200, window: 24, lifeSwing: 0.12, leastStretch: 1.25, mostNoseShare: 0.2, flatFrames: 6, flatPairs: 3, stillness: 0.0045, stillFrames: 10, stillMs: 5000,
};

/** Passive check by geometry alone: in three dimensions a nose moves over the plane of eyes and mouth when the head turns; on a flat picture it does not, however the picture is held. */
export class PlanarMotionCheck extends LivenessCheck {
  constructor(private readonly settings: PlanarMotionSettings = DEFAULT_PLANAR_MOTION) {
    super();
  }

  see(shown: LivenessTrace, face: ShownFace): LivenessTrace {
    const last = shown.at(-1);
    if (last !== undefined && face.atMs - last.atMs < this.settings.leastGapMs) return shown;
    return [...shown, face].slice(-this.settings.window);
  }

  judge(shown: LivenessTrace): Liveness {
    const { lifeSwing, flatFrames, flatPairs, stillness, stillFrames, stillMs } = this.settings;
    if (shown.length < Math.min(flatFrames, stillFrames)) return { verdict: 'undecided', score: null };
    const motion = shapeMotion(shown.map(({ shape }) => shape), this.settings);
    const score = Math.min(1, motion.noseSwing / (2 * lifeSwing));
    if (motion.noseSwing >= lifeSwing) return { verdict: 'live', score };
    if (motion.turnedPairs >= flatPairs && 2 * motion.flatPairs > motion.turnedPairs) return { verdict: 'flat', score };
    const lasted = shown.at(-1)!.atMs - shown[0]!.atMs;
    const still = shown.length >= stillFrames && lasted >= stillMs && motion.restlessness < stillness;
    return { verdict: still ? 'no_motion' : 'undecided', score };
  }
}
