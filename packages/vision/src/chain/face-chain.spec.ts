import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cosine } from '../match/likeness.js';
import { PooledFaceChain } from '../pool/pooled-face-chain.js';
import { loadRuntime } from '../runtime/load-runtime.js';
import { FaceDetector, type DetectedFace } from '../detect/face-detector.js';
import { DlibEmbedder } from '../embed/dlib-embedder.js';
import { DEFAULT_PICTURE_LIMITS } from '../picture/decode.js';
import { DEFAULT_QUALITY_THRESHOLDS } from './face-quality.js';
import { openFaceChain } from './open-face-chain.js';
import { StagedFaceChain } from './staged-face-chain.js';

const require = createRequire(import.meta.url);
const GPU_PACKAGE = '@tensorflow/tfjs-node-gpu';
const gpuInstalled = ((): boolean => {
  try {
    return require.resolve(GPU_PACKAGE) !== '';
  } catch {
    return false;
  }
})();
const DEMO = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'demo');
const cut = (left: number, top: number, side: number) => sharp(join(DEMO, 'sample6.jpg')).extract({ left, top, width: side, height: side });

class NoPointsDetector extends FaceDetector {
  readonly schemes = [];
  readonly looks = 1;
  async detect(): Promise<readonly DetectedFace[][]> { return []; }
  async warmUp(): Promise<void> { return; }
  async close(): Promise<void> { return; }
}

describe('the face chain in threads', { timeout: 60_000 }, () => {
  let chain: PooledFaceChain;
  let face: Buffer;
  beforeAll(async () => {
    chain = PooledFaceChain.start({ runtime: 'wasm', pool: { threads: 1 } });
    face = await cut(103, 412, 500).jpeg({ quality: 90 }).toBuffer();
  });
  afterAll(async () => chain.close());

  it('says what it runs on once it is warm', async () => {
    expect(await chain.warm()).toEqual({ runtime: 'wasm', embedderId: 'dlib-resnet-128@1', passedOver: [] });
    await chain.check();
  });

  it('gives the same face nearly the same vector, and another face another', async () => {
    const other = await cut(500, 300, 560).jpeg().toBuffer();
    const analyses = await chain.analyse([{ bytes: face }, { bytes: await sharp(face).resize(260).modulate({ brightness: 0.8 }).jpeg({ quality: 60 }).toBuffer() }, { bytes: other }]);
    const [a, b, c] = analyses.map((analysis) => (analysis.kind === 'face' ? analysis.vector : new Float32Array(0)));
    expect(Math.hypot(...(a ?? []))).toBeCloseTo(1, 5);
    expect(cosine(a ?? new Float32Array(0), b ?? new Float32Array(0))).toBeGreaterThan(0.93);
    expect(cosine(a ?? new Float32Array(0), c ?? new Float32Array(0))).toBeLessThan(0.85);
  });

  it('finds a face that fills the picture, and a small one, at a second look', async () => {
    const close = await cut(203, 512, 300).resize(480).jpeg().toBuffer();
    const far = await sharp(face).resize(110).extend({ top: 150, bottom: 250, left: 150, right: 250, background: '#8a8a8a' }).jpeg().toBuffer();
    expect((await chain.analyse([{ bytes: close }, { bytes: far }])).map(({ kind }) => kind)).toEqual(['face', 'face']);
  });

  it('names everything that is no usable face, without an error', async () => {
    const dark = await sharp(face).linear(0.02, 0).jpeg().toBuffer();
    const wall = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#998' } }).jpeg().toBuffer();
    const crowd = await readFile(join(DEMO, 'sample6.jpg'));
    const png = await sharp(face).png().toBuffer();
    const analyses = await chain.analyse([{ bytes: dark }, { bytes: wall }, { bytes: crowd }, { bytes: png }, { bytes: png, formats: ['png'] }, { bytes: crowd, subject: 'central' }]);
    expect(analyses.map(({ kind }) => kind)).toEqual(['too_dark', 'no_face', 'two_faces', 'unreadable', 'face', 'face']);
    expect(analyses[3]).toMatchObject({ fault: 'not_an_image' });
  });

  it('leaves no tensor behind, whatever a picture shows', async () => {
    const wall = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#998' } }).jpeg().toBuffer();
    const all = [{ bytes: face }, { bytes: wall }, { bytes: face.subarray(0, 2000) }];
    await chain.analyse(all);
    const before = chain.tensorsHeld();
    expect(before).toBeGreaterThan(100);
    for (let i = 0; i < 5; i++) await chain.analyse(all);
    expect(chain.tensorsHeld()).toBe(before);
  });

  it('tells how long each stage took', () => {
    const { images, decode, detect, align, embed } = chain.stageTimes();
    expect(images).toBeGreaterThan(5);
    for (const ms of [decode, detect, align, embed]) expect(ms).toBeGreaterThan(0);
  });
});

describe('opening a chain', { timeout: 60_000 }, () => {
  it.skipIf(gpuInstalled)('fails for a runtime that is not installed, rather than falling back (skipped where tfjs-node-gpu is)', async () => {
    await expect(loadRuntime('tfjs-node-gpu')).rejects.toMatchObject({ code: 'runtime_unavailable', details: { runtime: 'tfjs-node-gpu' } });
    const pooled = PooledFaceChain.start({ runtime: 'tfjs-node-gpu', pool: { threads: 1 } });
    await expect(pooled.warm()).rejects.toMatchObject({ code: 'runtime_unavailable' });
    await pooled.close();
  });

  it('fails for an embedder that does not exist', async () => {
    await expect(openFaceChain({ embedder: 'facenet@0' as never }, () => 0)).rejects.toMatchObject({ code: 'invalid_configuration' });
  });

  it('fails for a detector without the points that the embedder aligns by', async () => {
    const runtime = await loadRuntime('wasm');
    const embedder = await DlibEmbedder.load(runtime);
    const models = { detector: new NoPointsDetector(), embedder, runtime };
    expect(() => new StagedFaceChain(models, { limits: DEFAULT_PICTURE_LIMITS, quality: DEFAULT_QUALITY_THRESHOLDS }, () => 0)).toThrow(expect.objectContaining({ code: 'invalid_configuration' }));
    await embedder.close();
  });
});
