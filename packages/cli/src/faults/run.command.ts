import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { VitrineError } from '@vitrine/contracts';
import { positiveNumber } from '../input/positive-number.js';
import { wholeNumber } from '../input/whole-number.js';
import { tell, writeJson } from '../output/write-result.js';
import type { CampaignOutcome } from './campaign.js';
import { passed, recoveryByKind, type CampaignReport } from './campaign-report.js';
import { DISTRIBUTED_FAULTS, EMBEDDED_FAULTS, kindsOf, LONG_FAULTS, type CampaignMode, type FaultKind } from './plan/fault-kinds.js';
import { schedule, type ScheduleSettings } from './plan/schedule.js';

interface RunOptions {
  readonly seed: number;
  readonly events: number;
  readonly faults: number;
  readonly mode: CampaignMode;
  readonly rate: number;
  readonly kinds?: readonly FaultKind[];
  readonly partitions: number;
  readonly sessionTimeout: number;
  readonly keep?: boolean;
  readonly json?: boolean;
}

const MOST_DIFFERENCES = 20;

/** `vitrine faults run`: one campaign. */
export function runCommand(faults: Command): void {
  faults
    .command('run')
    .description('send a seeded log at a fixed rate through real Kafka and Redis (or the embedded log) while faults strike, then compare with an offline reference')
    .option('--seed <n>', 'decides the events and the faults', wholeNumber, 1)
    .option('--events <n>', 'events to send', positiveNumber, 4000)
    .option('--faults <n>', 'faults to do', wholeNumber, 8)
    .addOption(new Option('--mode <mode>', 'every service a process, or all in one on the embedded log').choices(['distributed', 'embedded']).default('distributed'))
    .option('--rate <n>', 'events a second, sent whether or not the platform keeps up', positiveNumber, 60)
    .option('--kinds <list>', `only these kinds of fault: ${[...new Set([...DISTRIBUTED_FAULTS, ...LONG_FAULTS, ...EMBEDDED_FAULTS])].join(', ')}`, kindList)
    .option('--partitions <n>', 'most partitions of a topic', positiveNumber, 4)
    .option('--session-timeout <ms>', 'after so long without a sign of life a worker’s partitions go to others', positiveNumber, 6000)
    .option('--keep', 'keep logs and data of the processes')
    .option('--json', 'print one JSON object')
    .action(run);
}

function kindList(text: string): FaultKind[] {
  const known = new Set<string>([...DISTRIBUTED_FAULTS, ...LONG_FAULTS, ...EMBEDDED_FAULTS]);
  const kinds = text.split(',');
  const unknown = kinds.find((kind) => !known.has(kind));
  if (unknown !== undefined) throw new InvalidArgumentError(`there is no fault ${unknown}`);
  return kinds as FaultKind[];
}

async function run(options: RunOptions): Promise<void> {
  const { seed, events, mode, kinds, keep, json } = options;
  const foreign = kinds?.find((kind) => !kindsOf(mode).includes(kind));
  if (foreign !== undefined) throw new VitrineError('invalid_configuration', `${foreign} cannot be done to the ${mode} platform`);
  const settings: ScheduleSettings = { seed, events, mode, faults: options.faults, ...(kinds === undefined ? {} : { kinds }) };
  const faults = schedule(settings);
  tell(`seed ${seed}: ${faults.map(({ kind, afterEvents }) => `${kind}@${afterEvents}`).join(' ')}`);
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-faults-'));
  const begin = performance.now();
  // What only this command needs is loaded only by it.
  const [{ runCampaign }, { cameraPicture }] = await Promise.all([import('./campaign.js'), import('./load/camera-picture.js')]);
  const camera = { jpeg: await cameraPicture(), sessionId: `campaign-${seed}` };
  const outcome = await runCampaign({ seed, events, mode, faults, camera, folder, tell, ratePerSecond: options.rate, partitions: options.partitions, sessionTimeoutMs: options.sessionTimeout });
  const report = reportOf(options, outcome, (performance.now() - begin) / 1000);
  if (json === true) writeJson(report);
  else tell(summary(report));
  if (keep === true || !passed(report)) tell(`logs and data are in ${folder}`);
  else await rm(folder, { recursive: true, force: true });
  if (!passed(report)) throw new VitrineError('internal', `a promise did not hold: ${report.differences.slice(0, 3).join('; ') || summary(report)}`);
}

function reportOf({ seed, mode, events }: RunOptions, { load, ingest, records, verdict, watermarkViolations, gaveUp }: CampaignOutcome, seconds: number): CampaignReport {
  const { acknowledged } = load;
  const { unavailable, withoutRetryAfter, unanswered } = ingest.tries;
  const differences = [...verdict.differences, ...verdict.deadLetters.differences, ...(watermarkViolations ?? []), ...verdict.outOfOrder.map((key) => `receipts of ${key} are out of order`), ...acknowledged.refused];
  return {
    seed, mode, events, acknowledged: acknowledged.count, faults: records.length, lost: verdict.lost, appliedTwice: verdict.appliedTwice,
    deadLettersExact: verdict.deadLetters.exact, stateEqual: verdict.differences.length === 0, orderPerKey: verdict.outOfOrder.length === 0,
    watermarksMonotone: watermarkViolations === null ? null : watermarkViolations.length === 0, recoverySeconds: recoveryByKind(records), refused: acknowledged.refused.length,
    unavailable: { answers: unavailable, withoutRetryAfter, unanswered }, frames: acknowledged.frames,
    deadLetters: { letters: verdict.deadLetters.letters, copies: verdict.deadLetters.copies, poison: verdict.deadLetters.letters - verdict.deadLetters.copies },
    receipts: verdict.receipts, gaveUp, seconds: Math.round(seconds), schedule: records, differences: differences.slice(0, MOST_DIFFERENCES),
  };
}

function summary({ events, acknowledged, faults, lost, appliedTwice, deadLettersExact, stateEqual, orderPerKey, seconds, recoverySeconds }: CampaignReport): string {
  const recovery = Object.entries(recoverySeconds).map(([kind, { longest }]) => `  ${kind}: ${longest === null ? 'not recovered' : `at most ${longest} s`}`);
  return [
    `${events} events, ${acknowledged} acknowledged, ${faults} faults in ${seconds} s: ${lost} lost, ${appliedTwice} applied twice`,
    `dead letters exact: ${deadLettersExact}; state equal: ${stateEqual}; order per key: ${orderPerKey}`, 'recovery:', ...recovery,
  ].join('\n');
}
