import type { Box } from '../picture/picture.js';
import type { DecodeFault, PictureFormat } from '../picture/decode.js';
import type { FaceGeometry } from './face-geometry.js';
import type { FaceQuality } from './face-quality.js';

/** A picture to be analysed. */
export interface FrameImage {
  /** The file as it came. */
  readonly bytes: Uint8Array;
  /** Faces whose centre lies outside are not the subject. Default: the whole picture. */
  readonly zone?: Box | null;
  /** File formats taken; default JPEG only. */
  readonly formats?: readonly PictureFormat[];
  /** `alone` (default): a second face of similar size is `two_faces`. `central`: the face nearest the middle is the subject, whoever else is there. */
  readonly subject?: 'alone' | 'central';
}

/** The subject's face, embedded. */
export interface FaceFound {
  readonly kind: 'face';
  /** Of unit length, from the chain's embedder. */
  readonly vector: Float32Array;
  readonly box: Box;
  readonly quality: FaceQuality;
  /** Null where the detector does not tell eyes, nose and mouth. */
  readonly geometry: FaceGeometry | null;
  /** Faces found in the whole picture. */
  readonly faces: number;
}

/** Why there is a picture but no usable face. */
export type FaceAbsence = 'no_face' | 'two_faces' | 'too_small' | 'too_blurred' | 'too_dark' | 'outside_zone';

/** What a picture shows. Everything but `face` is an ordinary outcome, not an error, and nothing of it was embedded. */
export type FrameAnalysis =
  | FaceFound
  | { readonly kind: FaceAbsence; readonly faces: number }
  | { readonly kind: 'unreadable'; readonly fault: DecodeFault; readonly faces: 0 };
