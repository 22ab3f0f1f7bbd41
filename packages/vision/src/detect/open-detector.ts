import type { TensorRuntime } from '../runtime/tensor-runtime.js';
import type { FaceDetector } from './face-detector.js';
import { LooksInTurn } from './looks-in-turn.js';
import { MtcnnDetector } from './mtcnn/mtcnn-detector.js';
import { TinyFaceDetector } from './tiny-face-detector.js';

/** Detectors by configuration; `tiny+mtcnn` looks with the first once, and with MTCNN where it finds nobody. */
export const DETECTOR_CHOICES = ['tiny', 'mtcnn', 'tiny+mtcnn'] as const;

/** Which detector. */
export type DetectorChoice = (typeof DETECTOR_CHOICES)[number];

/** Loads a detector in the calling thread. */
export async function openDetector(choice: DetectorChoice, runtime: TensorRuntime): Promise<FaceDetector> {
  if (choice === 'tiny') return TinyFaceDetector.load(runtime);
  const precise = await MtcnnDetector.load(runtime);
  return choice === 'mtcnn' ? precise : new LooksInTurn([[await TinyFaceDetector.load(runtime), 1], [precise, precise.looks]]);
}
