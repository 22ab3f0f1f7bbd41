import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readFile } from 'node:fs/promises';
import sharp, { type Region } from 'sharp';

/** Box of a face in its photograph: left, top, width, height in pixels. */
type FaceBox = readonly [number, number, number, number];

export interface SamplePerson {
  readonly person: string;
  readonly role: 'member' | 'stranger';
  readonly photo: string;
  readonly face: FaceBox;
}

/** How a picture differs from the photograph: as light, distance, posture and camera do. */
export interface PictureChange {
  /** Share of the face's size left around it. */
  readonly margin: number;
  /** Width of the picture in pixels. */
  readonly widthPx: number;
  /** 1 leaves the light as it is. */
  readonly brightness: number;
  /** Degrees, clockwise. */
  readonly angle: number;
  /** JPEG quality, 1 to 100. */
  readonly quality: number;
  readonly mirrored: boolean;
}

/** Pictures for enrolment: steady light, near, upright. */
export const ENROLMENT_CHANGES: readonly PictureChange[] = [
  { margin: 0.42, widthPx: 480, brightness: 1, angle: 0, quality: 92, mirrored: false },
  { margin: 0.34, widthPx: 420, brightness: 1.06, angle: 0, quality: 90, mirrored: true },
  { margin: 0.38, widthPx: 520, brightness: 0.94, angle: 2, quality: 92, mirrored: false },
];

/** Pictures of a booth camera: darker or brighter, farther, tilted, compressed harder. Each differs from every enrolment picture. */
export const CAMERA_CHANGES: readonly PictureChange[] = [
  { margin: 0.4, widthPx: 360, brightness: 0.8, angle: -5, quality: 70, mirrored: false },
  { margin: 0.36, widthPx: 300, brightness: 1.18, angle: 4, quality: 62, mirrored: false },
  { margin: 0.44, widthPx: 400, brightness: 0.9, angle: 7, quality: 75, mirrored: true },
];

export async function readPeople(folder: string): Promise<readonly SamplePerson[]> {
  const file = JSON.parse(await readFile(join(folder, 'faces.json'), 'utf8')) as { people: readonly SamplePerson[] };
  return file.people;
}

/** One picture with this person alone, as a JPEG. */
export async function picture({ photo, face }: SamplePerson, change: PictureChange): Promise<Buffer> {
  const whole = sharp(join(photographFolder(), photo));
  const { width, height } = await whole.metadata();
  const crop = cropAround(face, change.margin, width, height);
  const upright = await whole.extract(crop).flop(change.mirrored).toBuffer();
  return sharp(upright)
    .rotate(change.angle, { background: '#777' })
    .resize(change.widthPx)
    .modulate({ brightness: change.brightness })
    .jpeg({ quality: change.quality })
    .toBuffer();
}

function cropAround([x, y, faceWidth, faceHeight]: FaceBox, margin: number, width: number, height: number): Region {
  const left = Math.max(0, Math.round(x - margin * faceWidth));
  const top = Math.max(0, Math.round(y - margin * faceHeight));
  return {
    left, top,
    width: Math.min(width, Math.round(x + (1 + margin) * faceWidth)) - left,
    height: Math.min(height, Math.round(y + (1 + margin) * faceHeight)) - top,
  };
}

/** The photographs come with the face-api package; this project ships none. */
function photographFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');
}
