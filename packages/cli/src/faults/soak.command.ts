import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { VitrineError } from '@vitrine/contracts';
import { machine } from '../bench/machine.js';
import { decimal } from '../input/decimal.js';
import { positiveNumber } from '../input/positive-number.js';
import { wholeNumber } from '../input/whole-number.js';
import { tell, writeJson } from '../output/write-result.js';
import { percentile } from '../simulate/percentile.js';

interface SoakOptions {
  readonly minutes: number;
  readonly cameras: number;
  readonly fps: number;
  readonly rate: number;
  readonly seed: number;
  readonly json?: boolean;
}

/** `vitrine faults soak`: face workers slower than their cameras, for minutes or hours. */
export function soakCommand(faults: Command): void {
  faults
    .command('soak')
    .description('overload the face workers of a platform of its own and watch memory, what becomes of frames, and how long receipts and identities take meanwhile')
    .option('--minutes <n>', 'how long', positiveNumber, 10)
    .option('--cameras <n>', 'cameras', positiveNumber, 24)
    .option('--fps <n>', 'frames a second of each camera', decimal, 2)
    .option('--rate <n>', 'other events a second', positiveNumber, 20)
    .option('--seed <n>', 'decides the other events', wholeNumber, 1)
    .option('--json', 'print one JSON object')
    .action(run);
}

async function run({ minutes, cameras, fps, rate, seed, json }: SoakOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-soak-'));
  const [{ soak }, { cameraPicture }] = await Promise.all([import('./soak/soak.js'), import('./load/camera-picture.js')]);
  const outcome = await soak({ minutes, cameras, framesPerSecond: fps, ratePerSecond: rate, seed, folder, tell, jpeg: await cameraPicture() });
  await rm(folder, { recursive: true, force: true });
  const { before, during, ...rest } = outcome;
  const latencyMs = { receipts: { before: spread(before.receipts), during: spread(during.receipts) }, identities: { before: spread(before.identities), during: spread(during.identities) } };
  const flat = Object.values(outcome.memory).every((course) => course.flat);
  const report = { minutes, settings: { cameras, fps, rate, seed }, flat, latencyMs, ...rest, machine: machine() };
  if (json === true) writeJson(report);
  else tell(JSON.stringify(report, null, 2));
  if (!flat) throw new VitrineError('internal', `memory grew: ${Object.entries(outcome.memory).filter(([, course]) => !course.flat).map(([name]) => name).join(', ')}`);
}

function spread(values: readonly number[]): { readonly p50: number; readonly p95: number } {
  return { p50: Math.round(percentile(values, 0.5) ?? 0), p95: Math.round(percentile(values, 0.95) ?? 0) };
}
