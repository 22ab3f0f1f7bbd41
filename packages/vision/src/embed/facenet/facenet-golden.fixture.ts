import { readFile } from 'node:fs/promises';
import { readSafetensors, type StoredTensors } from '../../models/safetensors.js';
import { valuesIn, type TensorShape } from '../../models/tensor-shape.js';
import { FACENET_SIDE } from './inception-resnet-v1.js';
import { facenetTensors } from './tensor-listing.js';

/** The recipe of python/make_facenet_golden.py, value for value. */

const GRID = 8;

/** Uniform in [-1, 1): FNV-1a of the name, then lowbias32 of key + i * golden ratio. */
function hashed(name: string, count: number): Float64Array {
  const key = Buffer.from(name).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5);
  return Float64Array.from({ length: count }, (_, i) => {
    let x = Math.imul(i, 0x9e3779b9) + key;
    x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
    x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
    x ^= x >>> 16;
    return (x >>> 8) / 2 ** 23 - 1;
  });
}

function madeWeight({ name, shape }: TensorShape): Float32Array {
  const u = hashed(name, valuesIn(shape));
  if (shape.length > 1) {
    const bound = Math.sqrt(6 / valuesIn(shape.slice(1)));
    return Float32Array.from(u, (value) => value * bound);
  }
  return Float32Array.from(u, name.endsWith('weight') ? (value) => 1 + 0.3 * value : (value) => 0.2 * value);
}

/** A coarse grid of colours, spread by bilinear interpolation, and a little grain: height x width x RGB, 0 to 255. */
export function madePicture(index: number): Float32Array {
  const grid = hashed(`picture ${index}`, (GRID + 1) * (GRID + 1) * 3).map((u) => Math.floor((u + 1) * 112));
  const grain = hashed(`grain ${index}`, FACENET_SIDE * FACENET_SIDE * 3).map((u) => Math.floor((u + 1) * 16));
  const step = FACENET_SIDE / GRID;
  return Float32Array.from(grain, (noise, at) => {
    const [y, x, c] = [Math.floor(at / 3 / FACENET_SIDE), Math.floor(at / 3) % FACENET_SIDE, at % 3];
    const [row, down, column, right] = [Math.floor(y / step), y % step, Math.floor(x / step), x % step];
    const cell = (r: number, k: number): number => grid[((row + r) * (GRID + 1) + column + k) * 3 + c] ?? 0;
    const left = cell(0, 0) * (step - down) + cell(1, 0) * down;
    const side = cell(0, 1) * (step - down) + cell(1, 1) * down;
    return Math.floor((left * (step - right) + side * right) / (step * step)) + noise;
  });
}

/** Pictures one after the other, 0 to 255. */
export function madeChips(count: number, from = 0): Float32Array {
  const chips = new Float32Array(count * FACENET_SIDE * FACENET_SIDE * 3);
  for (let i = 0; i < count; i++) chips.set(madePicture(from + i), (i * chips.length) / count);
  return chips;
}

/** What facenet-pytorch made of the first pictures. */
export interface FacenetGolden {
  /** All tensors of the network: made weights, and batch-norm statistics from the file. */
  readonly tensors: StoredTensors;
  /** PyTorch's unit vectors, one after the other. */
  readonly outputs: Float32Array;
}

/** Reads the golden file and makes the weights that belong to it. */
export async function facenetGolden(): Promise<FacenetGolden> {
  const kept = readSafetensors(await readFile(new URL('./facenet.golden.safetensors', import.meta.url)), 'the golden file');
  const tensors = new Map(facenetTensors().map((wanted) => [wanted.name, kept.get(wanted.name) ?? { shape: wanted.shape, values: madeWeight(wanted) }]));
  return { tensors, outputs: kept.get('outputs')?.values ?? new Float32Array(0) };
}
