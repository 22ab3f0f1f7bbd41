import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FrameAnalysis, FrameImage } from '../chain/frame-analysis.js';
import { facenetGolden } from '../embed/facenet/facenet-golden.fixture.js';
import { agreement } from '../embed/facenet/faulty-network.fixture.js';
import { chooseEmbedder, DEFAULT_EMBEDDER_ID, type EmbedderChoice } from '../embed/open-embedder.js';
import { cosine } from '../match/likeness.js';
import { importFacenet } from '../models/import-facenet.js';
import { writeSafetensors } from '../models/safetensors.js';
import { PooledFaceChain } from '../pool/pooled-face-chain.js';
import { loadRuntime } from './load-runtime.js';
import type { RuntimeName } from './tensor-runtime.js';

const require = createRequire(import.meta.url);
const DEMO = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'demo');
const FACES = [['sample6.jpg', 353, 662, 278], ['sample3.jpg', 677, 504, 279], ['sample1.jpg', 509, 541, 288]] as const;
const PACKAGES: Readonly<Record<RuntimeName, string>> = {
  'tfjs-node-gpu': '@tensorflow/tfjs-node-gpu', onnx: 'onnxruntime-node', 'tfjs-node': '@tensorflow/tfjs-node', wasm: '@tensorflow/tfjs-backend-wasm',
};
const DEFAULT: EmbedderChoice = { embedder: DEFAULT_EMBEDDER_ID, modelFolder: null };

describe('runtimes, from a picture to a vector', { timeout: 120_000 }, () => {
  let folder: string;
  let facenet: EmbedderChoice;
  let pictures: FrameImage[];
  const references = new Map<EmbedderChoice, Float32Array>();

  const vectors = async (runtime: RuntimeName, choice: EmbedderChoice): Promise<Float32Array> => {
    const chain = PooledFaceChain.start({ ...choice, runtime, pool: { threads: 1, maxBatch: 4 } });
    try {
      expect(await chain.warm()).toMatchObject({ runtime, embedderId: choice.embedder });
      const alone: FrameAnalysis[] = [];
      for (const picture of pictures) alone.push(...(await chain.analyse([picture])));
      const analyses = await chain.analyse(pictures);
      expect(likeness(alone, analyses)).toBeGreaterThan(1 - 1e-6);
      return Float32Array.from(analyses.flatMap((analysis) => (analysis.kind === 'face' ? [...analysis.vector] : [])));
    } finally {
      await chain.close();
    }
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'runtimes-'));
    const file = join(folder, 'made.safetensors');
    await writeFile(file, writeSafetensors((await facenetGolden()).tensors));
    await importFacenet({ file, into: join(folder, 'facenet'), python: 'none' });
    facenet = chooseEmbedder(join(folder, 'facenet'));
    pictures = await Promise.all(FACES.map(async ([name, x, y, side]) => {
      const face = sharp(join(DEMO, name)).extract({ left: x - Math.round(side * 0.9), top: y - Math.round(side * 0.9), width: Math.round(side * 1.8), height: Math.round(side * 1.8) });
      return { bytes: await face.jpeg().toBuffer() };
    }));
    for (const choice of [facenet, DEFAULT]) references.set(choice, await vectors('wasm', choice));
  }, 120_000);
  afterAll(async () => rm(folder, { recursive: true }));

  it('finds every face, so that there is something to compare', () => {
    expect(references.get(facenet)).toHaveLength(3 * 512);
    expect(references.get(DEFAULT)).toHaveLength(3 * 129);
  });

  for (const name of ['onnx', 'tfjs-node', 'tfjs-node-gpu'] as const) {
    it.skipIf(!installed(name))(`gives the same FaceNet vectors on ${name} as on WebAssembly, to 1e-4 (skipped without ${PACKAGES[name]}${name === 'tfjs-node-gpu' ? ' and a GPU' : ''})`, async () => {
      const { maxAbs, cosineGap } = agreement(await vectors(name, facenet), references.get(facenet) ?? new Float32Array(0));
      expect(maxAbs).toBeLessThan(1e-4);
      expect(cosineGap).toBeLessThan(1e-5);
    });
  }

  for (const name of ['tfjs-node', 'tfjs-node-gpu'] as const) {
    it.skipIf(!installed(name))(`gives the same vectors of the default embedder on ${name}, to 1e-4 (skipped without ${PACKAGES[name]}${name === 'tfjs-node-gpu' ? ' and a GPU' : ''})`, async () => {
      const [ours, theirs] = [await vectors(name, DEFAULT), references.get(DEFAULT) ?? new Float32Array(0)];
      expect(ours).toHaveLength(theirs.length);
      expect(Math.max(...ours.map((value, i) => Math.abs(value - (theirs[i] ?? 0))))).toBeLessThan(1e-4);
    });
  }

  it('have to fit the embedder', async () => {
    await expect(loadRuntime('onnx')).rejects.toMatchObject({ code: 'invalid_configuration' });
  });

  it('are chosen by auto, which says what kept the faster ones from loading', async () => {
    const chain = PooledFaceChain.start({ pool: { threads: 1 } });
    const { runtime, passedOver } = await chain.warm();
    await chain.close();
    const faster = (['tfjs-node-gpu', 'tfjs-node'] as const).slice(0, passedOver.length);
    expect(['tfjs-node-gpu', 'tfjs-node', 'wasm'][passedOver.length]).toBe(runtime);
    expect(passedOver.every((fault, i) => new RegExp(`^${faster[i]} (is not installed|does not load: .+)$`).test(fault))).toBe(true);
  });
});

/** Lowest cosine between vectors of the same pictures. */
function likeness(ours: readonly FrameAnalysis[], theirs: readonly FrameAnalysis[]): number {
  return Math.min(...ours.map((one, i) => {
    const other = theirs[i];
    return one.kind === 'face' && other?.kind === 'face' ? cosine(one.vector, other.vector) : NaN;
  }));
}

/** Whether a runtime can be had here: installed, and for a GPU with a driver. */
function installed(name: RuntimeName): boolean {
  if (name === 'tfjs-node-gpu' && !existsSync('/dev/nvidiactl')) return false;
  try {
    return require.resolve(PACKAGES[name]) !== '';
  } catch {
    return false;
  }
}
