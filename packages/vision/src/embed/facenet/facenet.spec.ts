import { beforeAll, describe, expect, it } from 'vitest';
import type { StoredTensors } from '../../models/safetensors.js';
import { loadRuntime } from '../../runtime/load-runtime.js';
import type { TensorFlow, TensorRuntime } from '../../runtime/tensor-runtime.js';
import { FacenetEmbedder } from './facenet-embedder.js';
import { facenetGolden, madeChips, type FacenetGolden } from './facenet-golden.fixture.js';
import { agreement, FaultyNetwork, type Faults } from './faulty-network.fixture.js';
import { foldFacenet } from './folding.js';
import { facenetTensors } from './tensor-listing.js';
import { TensorNetwork } from './tensor-network.js';

const NORMALISED = { id: 'facenet-512@golden' as never, normalisation: { subtract: 127.5, divideBy: 128 } };
const DIM = 512;

describe('FaceNet’s list of tensors', () => {
  it('is that of facenet-pytorch without its classifier: 602 tensors, 23,512,224 values', () => {
    const tensors = facenetTensors();
    expect(tensors).toHaveLength(602);
    expect(tensors.reduce((sum, { shape }) => sum + shape.reduce((product, side) => product * side, 1), 0)).toBe(23_512_224);
    expect(new Set(tensors.map(({ name }) => name)).size).toBe(602);
  });
});

describe('FaceNet on TensorFlow.js', { timeout: 120_000 }, () => {
  let runtime: TensorRuntime;
  let tf: TensorFlow;
  let golden: FacenetGolden;
  let embedder: FacenetEmbedder;
  beforeAll(async () => {
    runtime = await loadRuntime('wasm');
    tf = runtime.tf;
    golden = await facenetGolden();
    embedder = new FacenetEmbedder(NORMALISED, await TensorNetwork.load(runtime, foldFacenet(golden.tensors)));
    await embedder.warmUp();
  }, 120_000);

  it('gives what facenet-pytorch gives on the same weights and pictures', async () => {
    const { maxAbs, cosineGap } = agreement(await embedder.embed(madeChips(4), 4), golden.outputs);
    expect(maxAbs).toBeLessThan(1e-4);
    expect(cosineGap).toBeLessThan(1e-5);
  });

  it('is judged on pictures that are far apart, so that the comparison has teeth', () => {
    expect(agreement(golden.outputs.slice(0, DIM), golden.outputs.slice(DIM, 2 * DIM)).cosineGap).toBeGreaterThan(0.5);
  });

  it.each<[string, Faults]>([
    ['an epsilon of 1e-5', { epsilon: 1e-5 }],
    ['a residual scale of .10 in the first blocks', { scale: (name, scale) => (name.startsWith('repeat_1') ? 0.1 : scale) }],
    ['a ReLU after the last block', { lastRelu: true }],
    ['the branches in another order', { reversed: true }],
    ['1x7 and 7x1 kernels taken for each other', { transposed: true }],
    ['blue, green, red', { bgr: true }],
    ['zeros around where the convolution takes only what fits', { padding: true }],
    ['another normalisation', { normalisation: { subtract: 0, divideBy: 255 } }],
  ])('would not pass with %s', async (_fault, faults) => {
    expect(await passes(tf, golden.tensors, golden.outputs, faults)).toBe(false);
  });

  it('passes through the same harness without a fault', async () => {
    expect(await passes(tf, golden.tensors, golden.outputs, {})).toBe(true);
  });

  it('gives unit vectors, the same for a batch as for each chip alone, in order', async () => {
    const together = await embedder.embed(madeChips(3), 3);
    for (let i = 0; i < 3; i++) {
      const one = together.slice(i * DIM, (i + 1) * DIM);
      expect(Math.hypot(...one)).toBeCloseTo(1, 5);
      expect(agreement(await embedder.embed(madeChips(1, i), 1), one).maxAbs).toBeLessThan(1e-5);
    }
  });

  it('leaves no tensor behind, frame after frame', async () => {
    const before = tf.memory().numTensors;
    for (let i = 0; i < 20; i++) await embedder.embed(madeChips(1 + (i % 2), i), 1 + (i % 2));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('frees its weights', async () => {
    const before = tf.memory().numTensors;
    const other = new FacenetEmbedder(NORMALISED, await TensorNetwork.load(runtime, foldFacenet(golden.tensors)));
    expect(tf.memory().numTensors).toBeGreaterThan(before);
    await other.close();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses chips of another size, and more than it takes', async () => {
    await expect(embedder.embed(new Float32Array(10), 1)).rejects.toMatchObject({ code: 'invalid_field' });
    await expect(embedder.embed(new Float32Array(0), 65)).rejects.toMatchObject({ code: 'invalid_field' });
  });
});

/** Whether a network with these faults would pass for facenet-pytorch's on the first picture. A shape that does not fit is no pass. */
async function passes(tf: TensorFlow, tensors: StoredTensors, outputs: Float32Array, faults: Faults): Promise<boolean> {
  const network = new FaultyNetwork(tf, tensors, faults);
  const embedder = new FacenetEmbedder({ ...NORMALISED, normalisation: faults.normalisation ?? NORMALISED.normalisation }, network);
  try {
    const { maxAbs, cosineGap } = agreement(await embedder.embed(madeChips(1), 1), outputs.slice(0, DIM));
    return maxAbs < 1e-4 && cosineGap < 1e-5;
  } finally {
    await embedder.close();
  }
}
