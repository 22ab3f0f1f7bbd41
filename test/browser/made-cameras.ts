import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makePresentations, openFaceChain } from '@vitrine/vision';
import sharp from 'sharp';

/** Rates of the videos, and how long each pose is held. */
const FRAMES_PER_SECOND = 10;
const FRAMES_A_POSE = 12;

/** The grey of a mark at the left edge tells the test which pose the camera sees; nobody else looks at it. */
export const POSE_GREYS = { left: 40, ahead: 128, right: 215 } as const;
type Pose = keyof typeof POSE_GREYS;

/** Videos for Chromium's fake camera: a person, simulated from a photograph, who turns to the left, ahead and to the right over and over; and a print of the photograph that is turned as much. */
export async function madeCameras(folder: string, photo: string): Promise<{ readonly person: string; readonly print: string }> {
  const chain = await openFaceChain({ runtime: 'wasm' }, () => performance.now());
  await makePresentations(chain, [photo], folder, { seed: 1, kinds: ['guided', 'guided-print'] }, () => undefined);
  await chain.close();
  const [live] = await readdir(join(folder, 'live'));
  const [print] = await readdir(join(folder, 'attacks', 'guided-print'));
  return { person: await video(join(folder, 'live', live ?? '')), print: await video(join(folder, 'attacks', 'guided-print', print ?? '')) };
}

/** The first three pictures of a guided sequence, in its order, as a YUV4MPEG2 file. */
async function video(folder: string): Promise<string> {
  const poses = (await readFile(join(folder, 'prompts.txt'), 'utf8')).toLowerCase().split(',').slice(0, 3) as Pose[];
  const chunks: Buffer[] = [];
  for (const [index, pose] of poses.entries()) {
    const { data, info } = await sharp(join(folder, `00${index}.jpg`)).raw().toBuffer({ resolveWithObject: true });
    if (index === 0) chunks.push(Buffer.from(`YUV4MPEG2 W${info.width} H${info.height} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`));
    const frame = planes(data, info.width, info.height, POSE_GREYS[pose]);
    for (let i = 0; i < FRAMES_A_POSE; i++) chunks.push(Buffer.from('FRAME\n'), frame);
  }
  const path = join(folder, 'camera.y4m');
  await writeFile(path, Buffer.concat(chunks));
  return path;
}

/** Planar YCbCr 4:2:0 of ITU-R BT.601, with a mark of that grey half-way up the left edge. */
function planes(rgb: Buffer, width: number, height: number, mark: number): Buffer {
  const out = Buffer.alloc((width * height * 3) / 2);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const marked = x < 24 && Math.abs(y - height / 2) < 20;
      const [r = 0, g = 0, b = 0] = marked ? Buffer.alloc(3, mark) : rgb.subarray((y * width + x) * 3);
      out[y * width + x] = 0.299 * r + 0.587 * g + 0.114 * b;
      if (x % 2 === 1 || y % 2 === 1) continue;
      const chroma = (y / 2) * (width / 2) + x / 2;
      out[width * height + chroma] = 128 - 0.169 * r - 0.331 * g + 0.5 * b;
      out[(width * height * 5) / 4 + chroma] = 128 + 0.5 * r - 0.419 * g - 0.081 * b;
    }
  }
  return out;
}
