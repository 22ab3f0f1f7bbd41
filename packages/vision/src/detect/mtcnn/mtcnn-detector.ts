import { readFile } from 'node:fs/promises';
import type { FivePoints } from '../../align/reference-points.js';
import { readSafetensors } from '../../models/safetensors.js';
import type { Box, Picture } from '../../picture/picture.js';
import type { TensorRuntime } from '../../runtime/tensor-runtime.js';
import type { DetectedFace } from '../face-detector.js';
import { Landmarks68 } from '../landmarks-68.js';
import { OneByOneDetector } from '../one-by-one-detector.js';
import { mtcnn, type MtcnnFace, type MtcnnLook } from './mtcnn.js';
import { MtcnnNets } from './mtcnn-nets.js';

const WEIGHTS = new URL('../../../weights/mtcnn.safetensors', import.meta.url);

/** The quick look is for faces of a booth's visitor, the second one for small or hard ones. */
const LOOKS: readonly MtcnnLook[] = [
  { minFacePx: 40, thresholds: [0.6, 0.7, 0.7] },
  { minFacePx: 20, thresholds: [0.5, 0.6, 0.6] },
];

/** MTCNN with facenet-pytorch's weights (MIT): its own five points of eyes, nose and mouth, and eye corners and nose by face-api's 68 landmarks. */
export class MtcnnDetector extends OneByOneDetector<MtcnnLook> {
  readonly schemes = ['eyes-nose-and-mouth', 'eye-corners-and-nose'] as const;

  private constructor(private readonly nets: MtcnnNets, landmarks: Landmarks68) {
    super(LOOKS, landmarks);
  }

  /** Loads the weights that come with this package. */
  static async load(runtime: TensorRuntime): Promise<MtcnnDetector> {
    const weights = readSafetensors(await readFile(WEIGHTS), 'mtcnn.safetensors');
    return new MtcnnDetector(new MtcnnNets(runtime.tf, weights), await Landmarks68.load(runtime));
  }

  override async warmUp(): Promise<void> {
    await super.warmUp();
    for (const [net, side] of [['rnet', 24], ['onet', 48]] as const) await this.nets.ask(net, new Float32Array(side * side * 3), [1, side, side]);
  }

  override async close(): Promise<void> {
    this.nets.dispose();
    await super.close();
  }

  protected async detectOne(picture: Picture, look: MtcnnLook): Promise<DetectedFace[]> {
    const faces = await mtcnn(this.nets, picture, look);
    const others = await this.landmarks.pointsOf(picture, faces.map((face) => tightBox(face.points, picture)));
    return faces.map((face, i) => {
      const other = others[i];
      const points: DetectedFace['points'] = { 'eyes-nose-and-mouth': face.points, ...(other === undefined ? {} : { 'eye-corners-and-nose': other.points['eye-corners-and-nose'] }) };
      return { box: boxOf(face, picture), score: face.score, points, landmarks: other?.landmarks ?? null };
    });
  }
}

function boxOf({ x1, y1, x2, y2 }: MtcnnFace, { width, height }: Picture): Box {
  return { x: x1 / width, y: y1 / height, width: (x2 - x1) / width, height: (y2 - y1) / height };
}

/** A square as the landmark net was trained to see faces in: brows to chin, three and a half times as wide as from an eye to the middle of the face. */
function tightBox([leftEye, rightEye, , leftMouth, rightMouth]: FivePoints, { width, height }: Picture): Box {
  const eyes = { x: (leftEye.x + rightEye.x) / 2, y: (leftEye.y + rightEye.y) / 2 };
  const mouth = { x: (leftMouth.x + rightMouth.x) / 2, y: (leftMouth.y + rightMouth.y) / 2 };
  const side = 2.2 * Math.max(Math.hypot(rightEye.x - leftEye.x, rightEye.y - leftEye.y), Math.hypot(mouth.x - eyes.x, mouth.y - eyes.y));
  const middle = { x: eyes.x + (mouth.x - eyes.x) * 0.5, y: eyes.y + (mouth.y - eyes.y) * 0.5 };
  return { x: (middle.x - side / 2) / width, y: (middle.y - side / 2) / height, width: side / width, height: side / height };
}
