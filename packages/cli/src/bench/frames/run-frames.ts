import type { FaceChain } from '@vitrine/vision';
import { median } from '../median.js';

/** What the process held after so many frames. */
export interface MemorySample {
  readonly frames: number;
  readonly rssMiB: number;
  readonly heapMiB: number;
  /** Of all inference threads. */
  readonly tensors: number;
}

/** What a run of frames showed. */
export interface FramesRun {
  /** Frames with a usable face. */
  readonly faces: number;
  /** Median milliseconds a frame: with the next batches waiting, so that they are decoded beside inference; and with a batch decoded first, inferred then. */
  readonly msPerFrame: { readonly beside: number; readonly first: number };
  readonly memory: readonly MemorySample[];
}

/** How the frames are sent. */
export interface FramesPlan {
  readonly frames: number;
  /** Batches in a round. */
  readonly roundBatches: number;
  readonly maxBatch: number;
  readonly threads: number;
  /** Ends a run after this time, however many frames were sent. */
  readonly longestMs: number;
}

const SAMPLES = 100;
const MIB = 2 ** 20;

/** Sends the pictures over and over. Rounds with a backlog and rounds without one take turns, so that what else the machine does meets both. */
export async function runFrames(chain: FaceChain, pictures: readonly Buffer[], { frames, roundBatches, maxBatch, threads, longestMs }: FramesPlan, tell: (sample: MemorySample) => void): Promise<FramesRun> {
  const rates: { readonly beside: number[]; readonly first: number[] } = { beside: [], first: [] };
  const memory: MemorySample[] = [];
  const atOnce = maxBatch * threads;
  const end = performance.now() + longestMs;
  const sent = { frames: 0, faces: 0 };
  const send = async (count: number): Promise<void> => {
    const analyses = await chain.analyse(Array.from({ length: count }, (_, i) => ({ bytes: pictures[(sent.frames + i) % pictures.length]! })));
    sent.faces += analyses.filter(({ kind }) => kind === 'face').length;
    sent.frames += count;
  };
  const sample = (): void => {
    const { rss, heapUsed } = process.memoryUsage();
    memory.push({ frames: sent.frames, rssMiB: Math.round(rss / MIB), heapMiB: Math.round(heapUsed / MIB), tensors: chain.tensorsHeld() });
    tell(memory.at(-1)!);
  };
  await send(Math.min(frames, atOnce));
  sample();
  for (let round = 0; sent.frames < frames && performance.now() < end; round++) {
    const how = round % 2 === 0 ? 'beside' : 'first';
    const size = Math.min(frames - sent.frames, atOnce * roundBatches);
    const startedAt = performance.now();
    for (let begun = 0; begun < size;) {
      const count = Math.min(size - begun, how === 'beside' ? size : atOnce);
      await send(count);
      begun += count;
    }
    rates[how].push((performance.now() - startedAt) / size);
    if (sent.frames >= (memory.length * frames) / SAMPLES) sample();
  }
  if (memory.at(-1)!.frames !== sent.frames) sample();
  return { faces: sent.faces, msPerFrame: { beside: median(rates.beside), first: median(rates.first) }, memory };
}
