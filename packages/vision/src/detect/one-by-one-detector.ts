import type { Picture } from '../picture/picture.js';
import { FaceDetector, type DetectedFace } from './face-detector.js';
import type { Landmarks68 } from './landmarks-68.js';

/** A detector that takes a picture at a time, and has the 68 landmarks beside it. */
export abstract class OneByOneDetector<Look> extends FaceDetector {
  readonly looks: number;

  /** @param settings of each look */
  protected constructor(private readonly settings: readonly Look[], protected readonly landmarks: Landmarks68) {
    super();
    this.looks = settings.length;
  }

  async detect(pictures: readonly Picture[], look: number): Promise<readonly (readonly DetectedFace[])[]> {
    const settings = this.settings[look];
    if (settings === undefined) throw new RangeError(`there are ${this.looks} looks`);
    const found: DetectedFace[][] = [];
    for (const picture of pictures) found.push(await this.detectOne(picture, settings));
    return found;
  }

  async warmUp(): Promise<void> {
    const grey: Picture = { width: 64, height: 64, rgb: new Uint8Array(64 * 64 * 3).fill(128) };
    for (const look of this.settings) await this.detectOne(grey, look);
    await this.landmarks.pointsOf(grey, [{ x: 0, y: 0, width: 1, height: 1 }]);
  }

  async close(): Promise<void> {
    this.landmarks.dispose();
  }

  /** Faces of one picture, most confident first. */
  protected abstract detectOne(picture: Picture, look: Look): Promise<DetectedFace[]>;
}
