import { SeededRandom } from '../classify/seeded-random.js';
import { FRONTAL, type FaceShape } from './face-shape.js';
import type { ShownFace } from './liveness-check.js';

/** How far each place stands out of the plane of eyes and mouth, in eye distances: what anthropometry says of heads, roughly. */
const DEPTH = [0, 0, 0.1, 0.1, 0, 0, 0.5, 0.25, 0.3, 0.12, 0.12, 0, -0.7, -0.7] as const;
const EYE_PX = 50;
/** Eye distances from the camera: somewhat more than half a metre. */
const AWAY = 9;

/** Degrees to the side and up; pixels along the picture; size. */
export interface MadePose {
  readonly yaw?: number;
  readonly pitch?: number;
  readonly x?: number;
  readonly scale?: number;
}

/** The fourteen places as a camera would see them, of a head or of a flat picture of one, with landmark noise of that many pixels. */
export function madeShape(kind: 'head' | 'flat', { yaw = 0, pitch = 0, x = 0, scale = 1 }: MadePose, noisePx = 0, random: () => number = () => 0.5): FaceShape {
  const [a, b] = [(yaw * Math.PI) / 180, (pitch * Math.PI) / 180];
  return FRONTAL.flatMap((place, i) => {
    const [px, py, pz] = [place.x, place.y - 0.5, kind === 'head' ? DEPTH[i]! : 0];
    const turned = { x: px * Math.cos(a) + pz * Math.sin(a), y: py, z: pz * Math.cos(a) - px * Math.sin(a) };
    const tilted = { x: turned.x, y: turned.y * Math.cos(b) + turned.z * Math.sin(b), z: turned.z * Math.cos(b) - turned.y * Math.sin(b) };
    const seen = (EYE_PX * scale * AWAY) / (AWAY - tilted.z);
    return [320 + x + tilted.x * seen + noisePx * about(random), 240 + tilted.y * seen + noisePx * about(random)];
  });
}

/** Nearly normal, with a deviation of one. */
function about(random: () => number): number {
  return (random() + random() + random() - 1.5) * 2;
}

/** A stay of four frames a second. */
export function madeStay(frames: number, shape: (frame: number) => FaceShape): ShownFace[] {
  return Array.from({ length: frames }, (_, frame) => ({ atMs: frame * 250, shape: shape(frame) }));
}

/** Numbers from 0 to 1 that a seed alone decides. */
export function drawnFrom(seed: number): () => number {
  const random = new SeededRandom(seed);
  return () => random.below(2 ** 24) / 2 ** 24;
}
