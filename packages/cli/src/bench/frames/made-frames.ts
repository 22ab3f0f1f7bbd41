import { CAMERA_CHANGES, picture, readPeople } from '../../simulate/face-photographs.js';

const LIGHTS = [0.8, 0.95, 1.1];

/** Frames as a booth's camera takes them, `widthPx` wide: each of the sample's people as each change shows them, in several lights. */
export async function madeFrames(samples: string, widthPx: number): Promise<Buffer[]> {
  const frames: Buffer[] = [];
  for (const person of await readPeople(samples)) {
    for (const change of CAMERA_CHANGES) for (const light of LIGHTS) frames.push(await picture(person, { ...change, widthPx, brightness: light }));
  }
  return frames;
}
