import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { VitrineError } from '@vitrine/contracts';
import { decimal } from '../input/decimal.js';
import { positiveNumber } from '../input/positive-number.js';
import { readSessions, SESSION_FORMATS, type SessionFormat } from '../input/read-sessions.js';
import { wholeNumber } from '../input/whole-number.js';
import { tell, writeJson, writeTable } from '../output/write-result.js';
import { writeChart } from '../plot/line-chart.js';
import { sessionsPlot, type EpochNote } from './sessions-plot.js';
import { sessionsReport, type Qualities, type SessionsSettings, type TestedQualities } from './sessions-report.js';

interface SessionsOptions extends SessionsSettings {
  readonly input: string;
  readonly format: SessionFormat;
  readonly threads: number;
  readonly plots?: string;
  readonly json?: boolean;
}

const TOLD = 20;

/** `vitrine evaluate sessions`: next-item prediction from vectors trained from scratch (Caselles-Dupré et al., RecSys 2018). */
export function sessionsCommand(evaluate: Command): void {
  evaluate
    .command('sessions')
    .description('next-item prediction: train on sessions without their last item, look for it among the ten nearest')
    .requiredOption('--input <file>', 'one JSON array of item ids a line, may be gzipped')
    .addOption(new Option('--format <format>', 'what the file looks like').choices(SESSION_FORMATS).default('sessions'))
    .option('--dim <n>', 'length of the vectors', positiveNumber, 50)
    .option('--window <n>', 'most items between an item and its context', positiveNumber, 5)
    .option('--negative <n>', 'noise items per window', wholeNumber, 5)
    .option('--epochs <n>', 'times the sessions are gone through', positiveNumber, 30)
    .option('--sample <share>', 'items more frequent than this are thinned out; 0 keeps all', decimal, 0.001)
    .option('--exponent <power>', 'noise is drawn by count to this power', decimal, 0.75)
    .option('--min-count <n>', 'rarer items are dropped', positiveNumber, 1)
    .option('--seed <n>', 'decides which pairs test, and every random draw', wholeNumber, 1)
    .option('--threads <n>', 'threads that train; as many give the same figures again, another number gives others', positiveNumber, 1)
    .option('--plots <dir>', 'also write SVG: hit rate over epochs')
    .option('--json', 'print one JSON object')
    .action(run);
}

async function run({ input, format, threads, plots, json, ...settings }: SessionsOptions): Promise<void> {
  const started = performance.now();
  const sessions = await readSessions(input, format);
  if (!sessions.some((session) => session.length > 2)) throw new VitrineError('invalid_input_file', `${input} has no session of three items`);
  const notes: EpochNote[] = [];
  const onEpoch = (done: number, tested: () => TestedQualities): void => {
    if (done % Math.ceil(settings.epochs / TOLD) !== 0 && done > 1) return;
    tell(`${done} of ${settings.epochs} epochs, ${secondsSince(started).toFixed(0)} s`);
    if (plots !== undefined) notes.push({ epoch: done, ...tested() });
  };
  const found = await sessionsReport(sessions, settings, { threads, onEpoch });
  const report = { ...found, seconds: secondsSince(started), settings: { ...settings, threads } };
  if (plots !== undefined) {
    await mkdir(plots, { recursive: true });
    await writeChart(join(plots, 'sessions-hit-rate-over-epochs.svg'), sessionsPlot(notes));
  }
  if (json === true) writeJson(report);
  else writeTable(['pairs', 'nearness', 'HR@10', 'NDCG@10'], [...rows('test', report), ...rows('validation', report.validation)]);
}

function rows(pairs: string, { euclid, cosine }: Qualities): string[][] {
  return Object.entries({ euclid, cosine }).map(([nearness, { hitRate10, ndcg10 }]) => [pairs, nearness, hitRate10.toFixed(4), ndcg10.toFixed(4)]);
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000;
}
