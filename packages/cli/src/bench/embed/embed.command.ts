import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { VitrineError } from '@vitrine/contracts';
import type { Environment } from '@vitrine/runtime';
import { importFacenet, madeFacenetWeights, writeSafetensors } from '@vitrine/vision';
import { Random } from '@vitrine/word2vec';
import { numberList } from '../../input/number-list.js';
import { positiveNumber } from '../../input/positive-number.js';
import { wholeNumber } from '../../input/whole-number.js';
import { tell, writeJson, writeTable } from '../../output/write-result.js';
import { machine } from '../machine.js';
import { embedReport, type Costs, type EmbedReport, type PerBatch } from './embed-report.js';
import type { BatchCost, MeasuredProgram } from './measured-program.js';
import { openPeers, openRuntimes, type Programs } from './programs.js';

interface EmbedOptions {
  readonly batch: readonly number[];
  readonly model?: string;
  readonly threads: number;
  readonly runs: number;
  readonly python?: string;
  readonly peers: boolean;
  readonly seed: number;
  readonly json?: boolean;
}

/** Images in one measurement, at least: small batches are repeated. */
const LEAST_IMAGES = 16;

/** `vitrine bench embed`: FaceNet on every runtime that is installed, beside facenet-pytorch and ONNX Runtime on the same weights and cores. */
export function embedCommand(bench: Command, environment: Environment): void {
  bench
    .command('embed')
    .description('CPU milliseconds that FaceNet takes for an image, beside facenet-pytorch and ONNX Runtime with the same weights and as many threads')
    .option('--batch <sizes>', 'pictures embedded at once, separated by commas', numberList, [1, 8, 32])
    .option('--model <folder>', 'imported model; default: made weights, which cost the same')
    .option('--threads <n>', 'threads a program may use', positiveNumber, 1)
    .option('--runs <n>', 'runs of each, in turn; the median counts', positiveNumber, 5)
    .option('--python <program>', 'Python that has torch, facenet-pytorch, onnx, onnxruntime and safetensors; default: installed into .cache/bench on first use (several GB)')
    .option('--no-peers', 'measure our runtimes only')
    .option('--seed <n>', 'decides the made weights', wholeNumber, 1)
    .option('--json', 'print one JSON object')
    .action((options: EmbedOptions) => run(options, environment));
}

async function run(options: EmbedOptions, environment: Environment): Promise<void> {
  if (options.batch.some((size) => size < 1 || size > 64)) throw new VitrineError('invalid_field', '--batch takes sizes from 1 to 64', { field: 'batch' });
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-bench-'));
  const open: MeasuredProgram[] = [];
  try {
    const modelFolder = options.model === undefined ? await madeModel(folder, options.seed) : resolve(options.model);
    const settings = { modelFolder, threads: options.threads, python: options.python ?? null, environment };
    const ours = await openRuntimes(settings);
    open.push(...ours.values());
    const peers: Programs = options.peers ? await openPeers(settings) : new Map();
    open.push(...peers.values());
    const costs = await measure([...ours, ...peers], options);
    report(ours, peers, costs, options);
  } finally {
    await Promise.all(open.map((program) => program.close()));
    await rm(folder, { recursive: true });
  }
}

async function madeModel(folder: string, seed: number): Promise<string> {
  const random = Random.from(`facenet:${seed}`);
  const file = join(folder, 'made.safetensors');
  const into = join(folder, 'model');
  await writeFile(file, writeSafetensors(madeFacenetWeights(() => random.next())));
  await importFacenet({ file, into, python: 'python3' });
  return into;
}

/** Every program in turn, run after run, so that what else the machine does meets all of them; the first run warms up. */
async function measure(programs: readonly (readonly [string, MeasuredProgram])[], { batch, runs }: EmbedOptions): Promise<ReadonlyMap<MeasuredProgram, Costs>> {
  const costs = new Map(programs.map(([, program]) => [program, new Map(batch.map((size) => [size, [] as BatchCost[]]))]));
  for (let n = 0; n <= runs; n++) {
    for (const [name, program] of programs) {
      for (const size of batch) {
        const times = Math.ceil(LEAST_IMAGES / size);
        const { cpuMs, wallMs } = await program.embed(size, times);
        if (n === 0) continue;
        const cost = { cpuMs: cpuMs / times / size, wallMs: wallMs / times / size };
        costs.get(program)?.get(size)?.push(cost);
        tell(`run ${n} of ${runs}: ${name}, batch ${size}: ${cost.cpuMs.toFixed(1)} CPU ms an image, ${cost.wallMs.toFixed(1)} ms elapsed`);
      }
    }
  }
  return costs;
}

function report(ours: Programs, peers: Programs, costs: ReadonlyMap<MeasuredProgram, Costs>, { batch, threads, runs, seed, model, json }: EmbedOptions): void {
  const costsOf = (programs: Programs): ReadonlyMap<string, Costs> => new Map(Array.from(programs, ([name, program]) => [name, costs.get(program) ?? new Map()]));
  const result = embedReport(costsOf(ours), costsOf(peers));
  const versions = Object.fromEntries(Array.from(peers, ([name, { version }]) => [name, version]));
  const settings = { batch, threads, runs, seed, weights: model ?? 'made', versions, largestDifference: largestDifference([...ours.values(), ...peers.values()]) };
  if (json === true) writeJson({ unit: 'CPU milliseconds an image', ...result, settings, machine: machine() });
  else writeRows(result, batch);
}

function writeRows({ runtimes, peers }: EmbedReport, batch: readonly number[]): void {
  const cells = (perBatch: PerBatch | undefined, digits: number): string[] => batch.map((size) => perBatch?.[size]?.toFixed(digits) ?? '');
  writeTable(['program', ...batch.map((size) => `batch ${size}`)], [
    ...Object.entries(runtimes).flatMap(([name, { cpuMs, ratio }]) => [
      [`${name}, CPU ms an image`, ...cells(cpuMs, 1)],
      ...Object.entries(ratio).map(([peer, ratios]) => [`  / ${peer}`, ...cells(ratios, 2)]),
    ]),
    ...Object.entries(peers).map(([name, perBatch]) => [`${name}, CPU ms an image`, ...cells(perBatch, 1)]),
  ]);
}

/** Between any program's vector of one picture and the first's: they did the same work. */
function largestDifference(programs: readonly MeasuredProgram[]): number {
  const [first, ...others] = programs;
  return Math.max(0, ...others.flatMap(({ vector }) => vector.map((value, i) => Math.abs(value - (first?.vector[i] ?? 0)))));
}
