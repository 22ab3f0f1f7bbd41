import { availableParallelism } from 'node:os';
import { Option, type Command } from 'commander';
import { VitrineError } from '@vitrine/contracts';
import type { Environment } from '@vitrine/runtime';
import { chooseEmbedder, DEFAULT_EMBEDDER_ID, defaultPoolSettings, DETECTOR_CHOICES, nativeSettings, PooledFaceChain, RUNTIME_CHOICES, type ChainIdentity, type DetectorChoice, type RuntimeChoice } from '@vitrine/vision';
import { positiveNumber } from '../../input/positive-number.js';
import { tell, writeJson, writeTable } from '../../output/write-result.js';
import { writeChart } from '../../plot/line-chart.js';
import { SAMPLES_FOLDER } from '../../simulate/simulate.command.js';
import { machine } from '../machine.js';
import { madeFrames } from './made-frames.js';
import { runFrames, type FramesRun } from './run-frames.js';

interface FramesOptions {
  readonly frames: number;
  readonly minutes: number;
  readonly width: number;
  readonly model: string;
  readonly runtime: RuntimeChoice;
  readonly detector: DetectorChoice;
  readonly threads: number;
  readonly batch?: number;
  readonly samples: string;
  readonly plot?: string;
  readonly json?: boolean;
}

const ROUND_BATCHES = 16;
const MINUTE_MS = 60_000;
/** On a starved machine a batch may take minutes; that must not count as a thread that hangs. */
const PATIENCE_MS = 30 * MINUTE_MS;

/** `vitrine bench frames`: very many frames through the chain that the face worker runs: whether memory stays level, and what decoding beside inference brings. */
export function framesCommand(bench: Command, environment: Environment): void {
  bench
    .command('frames')
    .description('frames through the face worker’s chain: memory over the run, and frames a second with decoding beside inference and before it')
    .option('--frames <n>', 'frames to send', positiveNumber, 2_000)
    .option('--minutes <n>', 'ends earlier, after this time', positiveNumber, 600)
    .option('--width <px>', 'width of a frame', positiveNumber, 320)
    .option('--model <embedder>', 'embedder’s id, or the folder of an imported model', DEFAULT_EMBEDDER_ID)
    .addOption(new Option('--runtime <name>', 'what inference runs on').choices(RUNTIME_CHOICES).default('auto'))
    .addOption(new Option('--detector <name>', 'what finds the faces').choices(DETECTOR_CHOICES).default('tiny'))
    .option('--threads <n>', 'inference threads', positiveNumber, 1)
    .option('--batch <n>', 'most frames in a batch; default: the face worker’s', positiveNumber)
    .option('--samples <folder>', 'folder of the sample data', SAMPLES_FOLDER)
    .option('--plot <file>', 'where to draw memory over frames, as SVG')
    .option('--json', 'print one JSON object')
    .action((options: FramesOptions) => run(options, environment));
}

async function run({ frames, minutes, width, model, runtime, detector, threads, batch, samples, plot, json }: FramesOptions, environment: Environment): Promise<void> {
  const maxBatch = batch ?? defaultPoolSettings(runtime).maxBatch;
  if (maxBatch > 64) throw new VitrineError('invalid_field', '--batch takes 1 to 64', { field: 'batch' });
  Object.assign(environment, { ...nativeSettings(availableParallelism(), threads, null), ...environment });
  const pictures = await madeFrames(samples, width);
  const chain = PooledFaceChain.start({ ...chooseEmbedder(model), runtime, detector, pool: { threads, maxBatch, maxQueued: maxBatch * threads * ROUND_BATCHES, batchTimeoutMs: PATIENCE_MS } });
  try {
    const identity = await chain.warm();
    const found = await runFrames(chain, pictures, { frames, roundBatches: ROUND_BATCHES, maxBatch, threads, longestMs: minutes * MINUTE_MS }, ({ frames: done, rssMiB, tensors }) => tell(`${done} of ${frames} frames: ${rssMiB} MiB, ${tensors} tensors`));
    if (plot !== undefined) await draw(plot, found, identity);
    report(found, { ...identity, detector, frames, pictures: pictures.length, width, threads, batch: maxBatch }, json === true);
  } finally {
    await chain.close();
  }
}

async function draw(path: string, { memory }: FramesRun, { runtime }: ChainIdentity): Promise<void> {
  await writeChart(path, {
    title: `Memory of the face chain on ${runtime}`, x: 'frames', y: 'MiB', linear: true,
    lines: [
      { name: 'resident', points: memory.map(({ frames, rssMiB }) => [frames, rssMiB] as const) },
      { name: 'JavaScript heap', points: memory.map(({ frames, heapMiB }) => [frames, heapMiB] as const) },
    ],
  });
}

function report({ faces, msPerFrame, memory }: FramesRun, settings: object, json: boolean): void {
  const [ours, peer] = [1000 / msPerFrame.beside, 1000 / msPerFrame.first];
  if (json) return writeJson({ ours, peers: { 'decoded first': peer }, ratio: { 'decoded first': ours / peer }, unit: 'frames a second', faces, memory, settings, machine: machine() });
  writeTable(['measure', 'value'], [
    ['frames with a usable face', `${faces} of ${memory.at(-1)?.frames}`],
    ['frames a second, decoded beside inference', ours.toFixed(1)],
    ['  decoded first', `${peer.toFixed(1)} (ratio ${(ours / peer).toFixed(2)})`],
    ...[0, 0.1, 0.25, 0.5, 0.75, 1].map((part) => memory[Math.round(part * (memory.length - 1))]!).map(({ frames, rssMiB, heapMiB, tensors }) => [`after ${frames} frames`, `${rssMiB} MiB, heap ${heapMiB} MiB, ${tensors} tensors`]),
  ]);
}
