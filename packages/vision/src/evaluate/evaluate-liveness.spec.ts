import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbedderId } from '@vitrine/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FaceChain, type ChainIdentity } from '../chain/face-chain.js';
import type { FaceGeometry } from '../chain/face-geometry.js';
import type { FrameAnalysis, FrameImage } from '../chain/frame-analysis.js';
import { NO_TIME, type StageTimes } from '../chain/stage-times.js';
import { drawnFrom, madeShape } from '../liveness/made-head.fixture.js';
import { PlanarMotionCheck } from '../liveness/planar-motion-check.js';
import { evaluateLiveness } from './evaluate-liveness.js';

const at = { x: 0, y: 0 };

/** Takes files that hold what a face chain would have measured. */
class WrittenFaces extends FaceChain {
  readonly embedderId = 'written' as EmbedderId;
  async analyse(images: readonly FrameImage[]): Promise<FrameAnalysis[]> {
    return images.map(({ bytes }) => {
      const { yaw, shape } = JSON.parse(Buffer.from(bytes).toString()) as Pick<FaceGeometry, 'yaw' | 'shape'>;
      const geometry: FaceGeometry = { points: [at, at, at, at, at], yaw, pitch: 0.6, eyeContrast: 1, mouthContrast: 1, shape };
      return { kind: 'face', vector: new Float32Array(1), box: { x: 0, y: 0, width: 1, height: 1 }, quality: { sizePx: 100, sharpness: 100, brightness: 100 }, geometry, faces: 1 };
    });
  }
  async warm(): Promise<ChainIdentity> { return { runtime: 'wasm', embedderId: this.embedderId, passedOver: [] }; }
  async check(): Promise<void> { return; }
  stageTimes(): StageTimes { return NO_TIME; }
  tensorsHeld(): number { return 0; }
  async close(): Promise<void> { return; }
}

const stay = (kind: 'head' | 'flat', degrees: number) => {
  const random = drawnFrom(1);
  return Array.from({ length: 24 }, (_, frame) => ({ yaw: 0, shape: madeShape(kind, { yaw: degrees * Math.sin(frame / 2) }, 0.1, random) }));
};
const poses = (...yaws: number[]) => yaws.map((yaw) => ({ yaw, shape: null }));

describe('the error rates of a liveness check', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'presentations-')); });
  afterEach(async () => rm(folder, { recursive: true }));

  const write = async (path: string, frames: readonly Pick<FaceGeometry, 'yaw' | 'shape'>[], prompts?: string): Promise<void> => {
    await mkdir(join(folder, path), { recursive: true });
    for (const [i, frame] of frames.entries()) await writeFile(join(folder, path, `${String(i).padStart(3, '0')}.jpg`), JSON.stringify(frame));
    if (prompts !== undefined) await writeFile(join(folder, path, 'prompts.txt'), prompts);
  };
  const evaluate = async () => evaluateLiveness(new WrittenFaces(), new PlanarMotionCheck(), { live: join(folder, 'live'), attacks: join(folder, 'attacks'), framesPerSecond: 4 }, () => undefined);
  it('are told by type of attack, for each way to use it', async () => {
    await write('live/turns', stay('head', 15));
    await write('live/looks ahead', stay('head', 4));
    await write('live/guided', poses(0, 0.2, -0.2), 'ahead,left,right\n');
    await write('attacks/stand/a', stay('flat', 0));
    await write('attacks/held/a', stay('flat', 15));
    await write('attacks/held/b', stay('flat', 15));
    await write('attacks/turned print/a', poses(0, 0.02, -0.03), 'ahead,left,right');
    const report = await evaluate();
    expect(report.passive).toEqual({ apcer: { stand: 0, held: 1 }, bpcer: 0, acer: 0.5 });
    expect(report.required).toEqual({ apcer: { stand: 0, held: 0 }, bpcer: 0.5, acer: 0.25 });
    expect(report.guided).toEqual({ apcer: { 'turned print': 0 }, bpcer: 0, acer: 0 });
    expect(report.attacks.map(({ type, sequences, frames, no_motion }) => [type, sequences, frames, no_motion])).toEqual([['held', 2, 48, 0], ['stand', 1, 24, 1], ['turned print', 1, 3, 0]]);
  });

  it('are not told of folders that hold nothing, or of prompts that do not fit', async () => {
    await expect(evaluate()).rejects.toMatchObject({ code: 'invalid_input_file' });
    await write('live/one', poses(0, 0), 'ahead');
    await mkdir(join(folder, 'attacks', 'none'), { recursive: true });
    await expect(evaluate()).rejects.toThrow(/must name ahead, left or right for each of its 2 pictures/);
    await write('live/one', poses(0, 0), 'ahead,left');
    await expect(evaluate()).rejects.toThrow(/holds no sequences/);
  });
});
