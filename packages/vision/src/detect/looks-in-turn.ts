import type { PointScheme } from '../align/reference-points.js';
import type { Picture } from '../picture/picture.js';
import { FaceDetector, type DetectedFace } from './face-detector.js';

/** Several detectors as one: the first detector's looks, then the next one's. */
export class LooksInTurn extends FaceDetector {
  readonly schemes: readonly PointScheme[];
  readonly looks: number;
  private readonly order: readonly { readonly detector: FaceDetector; readonly look: number }[];

  /** @param detectors and how many looks each gets, the quickest first */
  constructor(private readonly detectors: readonly (readonly [detector: FaceDetector, looks: number])[]) {
    super();
    this.order = detectors.flatMap(([detector, looks]) => Array.from({ length: looks }, (_, look) => ({ detector, look })));
    this.looks = this.order.length;
    this.schemes = (detectors[0]?.[0].schemes ?? []).filter((scheme) => detectors.every(([detector]) => detector.schemes.includes(scheme)));
  }

  async detect(pictures: readonly Picture[], look: number): Promise<readonly (readonly DetectedFace[])[]> {
    const turn = this.order[look];
    if (turn === undefined) throw new RangeError(`there are ${this.looks} looks`);
    return turn.detector.detect(pictures, turn.look);
  }

  async warmUp(): Promise<void> {
    for (const [detector] of this.detectors) await detector.warmUp();
  }

  async close(): Promise<void> {
    for (const [detector] of this.detectors) await detector.close();
  }
}
