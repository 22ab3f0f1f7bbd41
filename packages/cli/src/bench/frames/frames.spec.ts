import type { FaceChain, FrameAnalysis } from '@vitrine/vision';
import { describe, expect, it } from 'vitest';
import { runFrames } from './run-frames.js';

/** Finds a face in every second picture, and holds one tensor more with each call. */
class LeakingChain {
  readonly calls: number[] = [];

  async analyse(images: readonly unknown[]): Promise<FrameAnalysis[]> {
    this.calls.push(images.length);
    return images.map((_, i) => ({ kind: i % 2 === 0 ? 'face' : 'no_face' }) as FrameAnalysis);
  }

  tensorsHeld(): number {
    return this.calls.length;
  }
}

const PLAN = { frames: 1_000, roundBatches: 5, maxBatch: 4, threads: 2, longestMs: 60_000 };

describe('the bench of frames', () => {
  it('sends every frame, with a backlog and without one in turn, and shows what leaks', async () => {
    const chain = new LeakingChain();
    const { faces, memory, msPerFrame } = await runFrames(chain as unknown as FaceChain, [Buffer.alloc(1)], PLAN, () => undefined);
    expect(chain.calls.reduce((sum, count) => sum + count, 0)).toBe(1_000);
    expect(new Set(chain.calls.slice(0, -1))).toEqual(new Set([8, 40]));
    expect(faces).toBe(500);
    expect(memory.at(-1)?.frames).toBe(1_000);
    expect(memory.at(-1)?.tensors).toBeGreaterThan(memory[0]?.tensors ?? Infinity);
    expect(msPerFrame.beside).toBeGreaterThan(0);
  });

  it('ends when its time is up', async () => {
    const { memory } = await runFrames(new LeakingChain() as unknown as FaceChain, [Buffer.alloc(1)], { ...PLAN, longestMs: 0 }, () => undefined);
    expect(memory.at(-1)?.frames).toBe(8);
  });
});
