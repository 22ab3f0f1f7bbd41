import { beforeAll, describe, expect, it } from 'vitest';
import { loadRuntime } from '../runtime/load-runtime.js';
import type { TensorRuntime } from '../runtime/tensor-runtime.js';
import { DLIB_CENTRE } from './dlib-centre.js';
import { DlibEmbedder } from './dlib-embedder.js';
import { liftOntoSphere } from './on-sphere.js';

const VALUES = 150 * 150 * 3;
const chips = (count: number): Float32Array => Float32Array.from({ length: count * VALUES }, (_, i) => 127 + 100 * Math.sin(i / (50 + Math.floor(i / VALUES) * 30)));

describe('the lift onto the sphere', () => {
  it('keeps distances: they become cosines of unit vectors', () => {
    const centre = [0.1, -0.2, 0.05];
    const [a, b] = [Float32Array.of(0.3, 0.1, -0.2), Float32Array.of(0.2, -0.3, 0.25)];
    const out = new Float32Array(8);
    liftOntoSphere(a, centre, out, 0);
    liftOntoSphere(b, centre, out, 4);
    const [u, v] = [out.subarray(0, 4), out.subarray(4)];
    expect(Math.hypot(...u)).toBeCloseTo(1, 6);
    const squared = a.reduce((sum, x, i) => sum + (x - (b[i] ?? 0)) ** 2, 0);
    const cosine = u.reduce((sum, x, i) => sum + x * (v[i] ?? 0), 0);
    expect(cosine).toBeCloseTo(1 - (squared + ((u[3] ?? 0) - (v[3] ?? 0)) ** 2) / 2, 6);
    expect(Math.abs(cosine - (1 - squared / 2))).toBeLessThan(0.01);
  });

  it('gives a unit vector however far away a descriptor lies', () => {
    const out = new Float32Array(3);
    liftOntoSphere(Float32Array.of(30, 40), [0, 0], out, 0);
    expect([...out].map((x) => Math.round(x * 1e6) / 1e6)).toEqual([0.6, 0.8, 0]);
  });
});

describe('the dlib embedder on WebAssembly', { timeout: 60_000 }, () => {
  let runtime: TensorRuntime;
  let embedder: DlibEmbedder;
  beforeAll(async () => {
    runtime = await loadRuntime('wasm');
    embedder = await DlibEmbedder.load(runtime);
    await embedder.warmUp();
  }, 60_000);

  it('gives unit vectors, the same for a batch as for each chip alone, in order', async () => {
    const together = await embedder.embed(chips(3), 3);
    expect(together).toHaveLength(3 * (DLIB_CENTRE.length + 1));
    for (let i = 0; i < 3; i++) {
      const one = together.slice(i * embedder.dim, (i + 1) * embedder.dim);
      expect(Math.hypot(...one)).toBeCloseTo(1, 5);
      const alone = await embedder.embed(chips(3).slice(i * VALUES, (i + 1) * VALUES), 1);
      for (const [k, value] of alone.entries()) expect(Math.abs(value - (one[k] ?? 0))).toBeLessThan(1e-5);
    }
  });

  it('leaves no tensor behind', async () => {
    await embedder.embed(chips(2), 2);
    const before = runtime.tf.memory().numTensors;
    await embedder.embed(chips(2), 2);
    expect(runtime.tf.memory().numTensors).toBe(before);
  });

  it('refuses chips of another size, and more than it takes', async () => {
    await expect(embedder.embed(new Float32Array(10), 1)).rejects.toMatchObject({ code: 'invalid_field' });
    await expect(embedder.embed(new Float32Array(0), 33)).rejects.toMatchObject({ code: 'invalid_field' });
    expect(await embedder.embed(new Float32Array(0), 0)).toHaveLength(0);
  });
});
