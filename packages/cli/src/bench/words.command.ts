import type { Command } from 'commander';
import type { Environment } from '@vitrine/runtime';
import { trainSkipGram } from '@vitrine/word2vec';
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

interface WordsOptions extends WordsSettings {
  readonly input?: string;
  readonly runs: number;
  readonly json?: boolean;
}

/** `vitrine bench words`: skip-gram from scratch, words per CPU-second, beside gensim with one worker. */
export function wordsCommand(bench: Command, environment: Environment): void {
  bench
    .command('words')
    .description('words per CPU-second of skip-gram training beside gensim, one thread each, on the same corpus')
    .option('--input <file>', 'one JSON array of item ids a line, may be gzipped; default: a made corpus of 400,000 words')
    .option('--dim <n>', 'length of the vectors', positiveNumber, 100)
    .option('--window <n>', 'most words between a word and its context', positiveNumber, 5)
    .option('--negative <n>', 'noise words', wholeNumber, 5)
    .option('--epochs <n>', 'times the corpus is gone through in a run', positiveNumber, 3)
    .option('--sample <share>', 'words more frequent than this are thinned out; 0 keeps all', decimal, 0.001)
    .option('--seed <n>', 'decides every random draw', wholeNumber, 1)
    .option('--runs <n>', 'runs of each, in turn; the median counts', positiveNumber, 3)
    .option('--json', 'print one JSON object')
    .action((options: WordsOptions) => run(options, environment));
}

async function run({ input, runs, json, ...settings }: WordsOptions, environment: Environment): Promise<void> {
  const sessions = input === undefined ? zipfCorpus(settings.seed) : await readSessions(input, 'sessions');
  const words = sessions.reduce((sum, session) => sum + session.length, 0) * settings.epochs;
  const gensim = await openGensim(sessions, settings, environment);
  const rates: { readonly ours: number[]; readonly gensim: number[] } = { ours: [], gensim: [] };
  try {
    for (let n = 1; n <= runs; n++) {
      rates.ours.push(words / trainingSeconds(sessions, settings));
      if (gensim !== null) rates.gensim.push(words / (await gensim.trainingSeconds()));
      tell(`run ${n} of ${runs}: ${[...rates.ours.slice(-1), ...rates.gensim.slice(-1)].map(Math.round).join(' and ')} words per CPU-second`);
    }
  } finally {
    await gensim?.close();
  }
  report(rates, { ...settings, runs, words, corpus: input ?? 'made', gensim: gensim?.version ?? null }, json === true);
}

function report(rates: { readonly ours: readonly number[]; readonly gensim: readonly number[] }, settings: object, json: boolean): void {
  const ours = median(rates.ours);
  const peers = rates.gensim.length > 0 ? { gensim: median(rates.gensim) } : {};
  const ratio = Object.fromEntries(Object.entries(peers).map(([name, rate]) => [name, ours / rate]));
  if (json) writeJson({ unit: 'words per CPU-second', ours, peers, ratio, settings, machine: machine() });
  else {
    writeTable(['program', 'words per CPU-second', 'ours / peer'], [
      ['vitrine', ours.toFixed(0), ''],
      ...Object.entries(peers).map(([name, rate]) => [name, rate.toFixed(0), (ratio[name] ?? 0).toFixed(2)]),
    ]);
  }
}

/** CPU time of all threads of this process, from counting the words to the finished vectors. */
function trainingSeconds(sessions: readonly Session[], settings: WordsSettings): number {
  const before = process.cpuUsage();
  trainSkipGram(sessions, settings);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
