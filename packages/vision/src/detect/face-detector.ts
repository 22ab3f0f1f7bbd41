import type { FivePoints, PointScheme } from '../align/reference-points.js';
import type { Box, Picture, Point } from '../picture/picture.js';

/** A face in a picture. */
export interface DetectedFace {
  readonly box: Box;
  /** Confidence, 0 to 1; higher is surer. */
  readonly score: number;
  /** Five points, in pixels of the picture, for each scheme that the detector offers. */
  readonly points: Readonly<Partial<Record<PointScheme, FivePoints>>>;
  /** All 68 landmarks in the order of iBUG, in pixels of the picture; null from a detector that has none. */
  readonly landmarks: readonly Point[] | null;
}

/** Finds faces and the five points that alignment needs. Lives in an inference thread; calls do not overlap. */
export abstract class FaceDetector {
  /** Point schemes that every detected face carries. */
  abstract readonly schemes: readonly PointScheme[];
  /** Number of looks this detector knows: 0 is the quick one, higher ones find smaller or harder faces and cost more. */
  abstract readonly looks: number;
  /** Faces of each picture, in the order of the pictures; most confident first. */
  abstract detect(pictures: readonly Picture[], look: number): Promise<readonly (readonly DetectedFace[])[]>;
  /** Runs once on nothing, so that the first real picture is not the slow one. */
  abstract warmUp(): Promise<void>;
  /** Frees the weights. */
  abstract close(): Promise<void>;
}
