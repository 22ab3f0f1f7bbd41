import type { Command } from 'commander';
import type { Environment } from '@vitrine/runtime';
import { trainSkipGram, trainSkipGramInThreads } from '@vitrine/word2vec';
import { decimal } from '../input/decimal.js';
import { readSessions, type Session } from '../input/read-sessions.js';
import { positiveNumber } from '../input/positive-number.js';
import { wholeNumber } from '../input/whole-number.js';
import { tell, writeJson, writeTable } from '../output/write-result.js';
import { openGensim } from './gensim.js';
import { machine } from './machine.js';
import { median } from './median.js';
import type { WordsSettings } from './words-settings.js';
import { zipfCorpus } from './zipf-corpus.js';

/** Words per second or CPU-second, run by run. */
interface Rates {
  readonly ours: number[];
  readonly gensim: number[];
  /** Ours on one thread, where there are several. */
  readonly oneThread: number[];
}

interface WordsOptions extends WordsSettings {
  readonly input?: string;
  readonly runs: number;
  readonly json?: boolean;
}

interface ReportedSettings extends WordsSettings {
  readonly runs: number;
  readonly words: number;
  readonly corpus: string;
  /** Its version; null where it is not there. */
  readonly gensim: string | null;
}

/** `vitrine bench words`: skip-gram from scratch beside gensim, words per CPU-second; on several threads words per second, beside one thread, too. */
export function wordsCommand(bench: Command, environment: Environment): void {
  bench
    .command('words')
    .description('skip-gram training beside gensim on the same corpus: words per CPU-second of one thread each, or words per second of several')
    .option('--input <file>', 'one JSON array of item ids a line, may be gzipped; default: a made corpus of 400,000 words')
    .option('--dim <n>', 'length of the vectors', positiveNumber, 100)
    .option('--window <n>', 'most words between a word and its context', positiveNumber, 5)
    .option('--negative <n>', 'noise words', wholeNumber, 5)
    .option('--epochs <n>', 'times the corpus is gone through in a run', positiveNumber, 3)
    .option('--sample <share>', 'words more frequent than this are thinned out; 0 keeps all', decimal, 0.001)
    .option('--seed <n>', 'decides every random draw', wholeNumber, 1)
    .option('--threads <n>', 'threads of each', positiveNumber, 1)
    .option('--runs <n>', 'runs of each, in turn; the median counts', positiveNumber, 3)
    .option('--json', 'print one JSON object')
    .action((options: WordsOptions) => run(options, environment));
}

async function run({ input, runs, json, ...settings }: WordsOptions, environment: Environment): Promise<void> {
  const sessions = input === undefined ? zipfCorpus(settings.seed) : await readSessions(input, 'sessions');
  const words = sessions.reduce((sum, session) => sum + session.length, 0) * settings.epochs;
  const gensim = await openGensim(sessions, settings, environment);
  const rates: Rates = { ours: [], gensim: [], oneThread: [] };
  try {
    for (let n = 1; n <= runs; n++) {
      rates.ours.push(words / (await trainingSeconds(sessions, settings)));
      if (settings.threads > 1) rates.oneThread.push(words / secondsAlone(sessions, settings));
      if (gensim !== null) rates.gensim.push(words / (await gensim.trainingSeconds()));
      tell(`run ${n} of ${runs}: ${Object.values(rates).flatMap((some) => some.slice(-1)).map(Math.round).join(' and ')} ${unitOf(settings)}`);
    }
  } finally {
    await gensim?.close();
  }
  report(rates, { ...settings, runs, words, corpus: input ?? 'made', gensim: gensim?.version ?? null }, json === true);
}

function report(rates: Rates, settings: ReportedSettings, json: boolean): void {
  const ours = median(rates.ours);
  const peers = Object.fromEntries(Object.entries({ gensim: rates.gensim, oneThread: rates.oneThread }).flatMap(([name, some]) => (some.length > 0 ? [[name, median(some)]] : [])));
  const ratio = Object.fromEntries(Object.entries(peers).map(([name, rate]) => [name, ours / rate]));
  if (json) writeJson({ unit: unitOf(settings), ours, peers, ratio, settings, machine: machine() });
  else {
    writeTable(['program', unitOf(settings), 'ours / peer'], [
      ['vitrine', ours.toFixed(0), ''],
      ...Object.entries(peers).map(([name, rate]) => [name, rate.toFixed(0), (ratio[name] ?? 0).toFixed(2)]),
    ]);
  }
}

function unitOf({ threads }: WordsSettings): string {
  return threads === 1 ? 'words per CPU-second' : 'words per second';
}

/** From counting the words to the finished vectors: CPU time of one thread, or the time that passes, the start of the threads included. */
async function trainingSeconds(sessions: readonly Session[], settings: WordsSettings): Promise<number> {
  if (settings.threads === 1) return cpuSecondsAlone(sessions, settings);
  const before = performance.now();
  await trainSkipGramInThreads(sessions, settings, settings.threads);
  return (performance.now() - before) / 1000;
}

function secondsAlone(sessions: readonly Session[], settings: WordsSettings): number {
  const before = performance.now();
  trainSkipGram(sessions, settings);
  return (performance.now() - before) / 1000;
}

function cpuSecondsAlone(sessions: readonly Session[], settings: WordsSettings): number {
  const before = process.cpuUsage();
  trainSkipGram(sessions, settings);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
