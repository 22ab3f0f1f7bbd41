import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { PosePrompt } from '@vitrine/contracts';
import sharp from 'sharp';
import type { FaceChain } from '../../chain/face-chain.js';
import { SeededRandom } from '../../classify/seeded-random.js';
import { decodePicture, DEFAULT_PICTURE_LIMITS } from '../../picture/decode.js';
import type { Picture, Point } from '../../picture/picture.js';
import { motionOf, PRESENTATION_KINDS, type PresentationKind } from './kinds.js';
import { render, type Pose, type Shown } from './render.js';
import { head } from './surfaces.js';

/** Frames of a sequence, and how many a second: six seconds. */
const FRAMES = 24;
export const FRAMES_PER_SECOND = 4;
const GUIDED: readonly PosePrompt[] = ['LEFT', 'AHEAD', 'RIGHT', 'AHEAD', 'LEFT'];

/** What a sequence of guided pictures was asked for, beside its frames. */
export const PROMPTS_FILE = 'prompts.txt';

/** What to make. */
export interface PresentationWishes {
  /** Decides every motion. */
  readonly seed: number;
  /** Names of kinds; default all. */
  readonly kinds?: readonly string[];
}

/**
 * Makes simulated living faces (`live/KIND-PHOTO/`) and attacks (`attacks/KIND/PHOTO/`) of photographs: sequences of JPEGs, the same for the same seed. The living are photographs warped over a
 * made head, so they tell how a check treats depth and motion, and nothing about skin.
 * @returns how many sequences were made; photographs without one clear face are left out
 */
export async function makePresentations(chain: FaceChain, photos: readonly string[], output: string, { seed, kinds }: PresentationWishes, progress: (made: number) => void): Promise<number> {
  let made = 0;
  for (const [index, path] of photos.entries()) {
    const bytes = await readFile(path);
    const [decoded, [analysis]] = await Promise.all([decodePicture(bytes, ['jpeg', 'png', 'webp'], DEFAULT_PICTURE_LIMITS), chain.analyse([{ bytes, formats: ['jpeg', 'png', 'webp'], subject: 'central' }])]);
    if (decoded.kind !== 'picture' || analysis?.kind !== 'face' || analysis.geometry === null) continue;
    const [left, right] = analysis.geometry.points;
    for (const [place, kind] of PRESENTATION_KINDS.entries()) {
      if (kinds !== undefined && !kinds.includes(kind.name)) continue;
      const photo = basename(path, extname(path));
      const folder = kind.attack ? join(output, 'attacks', kind.name, photo) : join(output, 'live', `${kind.name}-${photo}`);
      await writeSequence(folder, kind, { photo: decoded.picture, eyes: [left, right] }, new SeededRandom(seed * 100_003 + index * 101 + place));
      progress(++made);
    }
  }
  return made;
}

async function writeSequence(folder: string, kind: PresentationKind, { photo, eyes }: Pick<Shown, 'photo' | 'eyes'>, seeded: SeededRandom): Promise<void> {
  await mkdir(folder, { recursive: true });
  const random = (): number => seeded.below(2 ** 24) / 2 ** 24;
  const [motion, recorded] = [motionOf(kind, random), motionOf({ sway: [8, 4, 2.5, 0, 0], alive: true }, random)];
  const wall = [60 + random() * 120, 60 + random() * 120, 60 + random() * 120] as const;
  const prompts = kind.follows > 0 ? GUIDED : [];
  for (let frame = 0; frame < (prompts.length || FRAMES); frame++) {
    const seconds = prompts.length > 0 ? frame * 3 : frame / FRAMES_PER_SECOND;
    const shown = kind.recorded ? screened({ photo, eyes }, recorded(seconds), wall, random) : { photo, eyes };
    const picture = render({ ...shown, surface: kind.surface, finish: kind.finish }, turned(motion(seconds), prompts[frame] ?? 'NONE', kind.follows), wall, random);
    await writeFile(join(folder, `${String(frame).padStart(3, '0')}.jpg`), await jpegOf(picture, kind.finish === 'print' ? 0.6 : 0));
  }
  if (prompts.length > 0) await writeFile(join(folder, PROMPTS_FILE), prompts.join());
}

/** What a screen shows of a recording: a frame of the living face, its eyes where they are in it. */
function screened({ photo, eyes }: Pick<Shown, 'photo' | 'eyes'>, pose: Pose, wall: readonly [number, number, number], random: () => number): Pick<Shown, 'photo' | 'eyes'> {
  const frame = render({ photo, eyes, surface: head, finish: 'bare' }, pose, wall, random);
  const middle: Point = { x: frame.width / 2, y: frame.height / 2 - 20 };
  return { photo: frame, eyes: [{ x: middle.x - 22, y: middle.y }, { x: middle.x + 22, y: middle.y }] };
}

function turned(pose: Pose, prompt: PosePrompt, degrees: number): Pose {
  const way = prompt === 'LEFT' ? 1 : prompt === 'RIGHT' ? -1 : 0;
  return { ...pose, yaw: pose.yaw + (way * degrees * Math.PI) / 180 };
}

async function jpegOf({ width, height, rgb }: Picture, blur: number): Promise<Buffer> {
  const picture = sharp(rgb, { raw: { width, height, channels: 3 } });
  return (blur > 0 ? picture.blur(blur) : picture).jpeg({ quality: 85 }).toBuffer();
}
