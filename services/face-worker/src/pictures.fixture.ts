import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';

const DEMO = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');

/** Places of faces in the photographs that face-api ships: file, centre and side in pixels. */
const FACES = {
  ada: { file: 'sample3.jpg', x: 677, y: 504, side: 279 },
  bea: { file: 'sample6.jpg', x: 353, y: 662, side: 278 },
  cleo: { file: 'sample1.jpg', x: 509, y: 541, side: 288 },
} as const;

/** A person in the pictures. */
export type Person = keyof typeof FACES;

/** One person alone: a square of `spread` face sides around the face, then whatever `change` does to it, as JPEG of that quality. */
export async function portrait(person: Person, change: (picture: Sharp) => Sharp = (picture) => picture, spread = 1.8, quality = 85): Promise<Buffer> {
  const { file, x, y, side } = FACES[person];
  const half = Math.round((side * spread) / 2);
  const cut = sharp(join(DEMO, file)).extract({ left: Math.max(0, x - half), top: Math.max(0, y - half), width: 2 * half, height: 2 * half });
  return change(sharp(await cut.png().toBuffer())).jpeg({ quality }).toBuffer();
}

/** Two people side by side. */
export async function twoPeople(): Promise<Buffer> {
  const [left, right] = await Promise.all([portrait('ada', (picture) => picture.resize(400, 400)), portrait('bea', (picture) => picture.resize(400, 400))]);
  return sharp({ create: { width: 800, height: 400, channels: 3, background: '#555' } })
    .composite([{ input: left, left: 0, top: 0 }, { input: right, left: 400, top: 0 }])
    .jpeg()
    .toBuffer();
}

/** A wall. */
export async function nobody(): Promise<Buffer> {
  return sharp({ create: { width: 640, height: 480, channels: 3, background: '#9a8f80' } }).jpeg().toBuffer();
}

/** The person under other light, another angle and scale, and more compression than at enrolment. */
export async function otherwise(person: Person): Promise<Buffer> {
  return portrait(person, (picture) => picture.rotate(8, { background: '#444' }).resize(420).modulate({ brightness: 0.75 }), 2, 70);
}
