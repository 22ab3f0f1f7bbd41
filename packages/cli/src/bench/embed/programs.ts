import { execFile } from 'node:child_process';
import { access, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Environment } from '@vitrine/runtime';
import { nativeSettings } from '@vitrine/vision';
import { tell } from '../../output/write-result.js';
import { openProgram, type MeasuredProgram } from './measured-program.js';
import { FACENET_PYTORCH, PEER_PACKAGES, PEERS_PROGRAM } from './peers-program.js';

/** Runtimes of ours that are measured, where they are installed. */
const RUNTIMES = ['tfjs-node-gpu', 'tfjs-node', 'onnx', 'wasm'] as const;
const PEERS = ['facenet-pytorch', 'onnxruntime'] as const;

const run = promisify(execFile);
const FOLDER = resolve('.cache/bench/facenet');
const PYTHON = join(FOLDER, 'bin/python');
const RUNNER = fileURLToPath(new URL('./embed-runner.js', import.meta.url));

/** Where and with what the programs run. */
export interface ProgramSettings {
  readonly modelFolder: string;
  readonly threads: number;
  /** Python that has the peers' packages; null: one of our own in .cache/bench, made on first use. */
  readonly python: string | null;
  readonly environment: Environment;
}

/** Running programs by name. */
export type Programs = ReadonlyMap<string, MeasuredProgram>;

/** Opens our runtimes; one that does not load is left out, with its reason on standard error. */
export function openRuntimes(settings: ProgramSettings): Promise<Programs> {
  const environment = { ...settings.environment, ...nativeSettings(settings.threads, 1, null) };
  return openAll(RUNTIMES, (name) => openProgram(process.execPath, [RUNNER, name, settings.modelFolder, String(settings.threads)], environment));
}

/** Opens the peers; without Python or a package index they are left out, with the reason on standard error. */
export async function openPeers(settings: ProgramSettings): Promise<Programs> {
  const environment = { ...settings.environment, OMP_NUM_THREADS: String(settings.threads), MKL_NUM_THREADS: String(settings.threads) };
  try {
    const python = settings.python ?? (await ourPython());
    return await openAll(PEERS, (name) => openProgram(python, ['-W', 'ignore', '-c', PEERS_PROGRAM, name, settings.modelFolder, String(settings.threads)], environment));
  } catch (error) {
    tell(`without peers: ${error instanceof Error ? error.message.trim() : String(error)}`);
    return new Map();
  }
}

async function openAll(names: readonly string[], open: (name: string) => Promise<MeasuredProgram>): Promise<Programs> {
  const programs = new Map<string, MeasuredProgram>();
  for (const name of names) {
    try {
      programs.set(name, await open(name));
    } catch (error) {
      tell(`without ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return programs;
}

async function ourPython(): Promise<string> {
  const installed = await access(join(FOLDER, 'complete')).then(() => true, () => false);
  if (installed) return PYTHON;
  tell(`installing ${FACENET_PYTORCH}, PyTorch and ONNX Runtime into .cache/bench (several GB)`);
  await run('python3', ['-m', 'venv', FOLDER]);
  await run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PEER_PACKAGES]);
  await run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', FACENET_PYTORCH]);
  await writeFile(join(FOLDER, 'complete'), '');
  return PYTHON;
}
