import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Environment } from '@vitrine/runtime';
import type { Session } from '../input/read-sessions.js';
import { tell } from '../output/write-result.js';
import { GENSIM, GENSIM_PROGRAM } from './gensim-program.js';
import type { WordsSettings } from './words-settings.js';

/** A running gensim with a corpus. */
export interface Gensim {
  readonly version: string;
  /** Trains once. @returns CPU seconds, or with several threads seconds, without counting the words */
  trainingSeconds(): Promise<number>;
  close(): Promise<void>;
}

const run = promisify(execFile);
const FOLDER = resolve('.cache/bench/gensim');
const PYTHON = join(FOLDER, 'bin/python');
/** Otherwise its linear algebra starts a thread a core. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };

/** Null, with a line that says why, when gensim is not there and cannot be installed into .cache/bench. */
export async function openGensim(sessions: readonly Session[], settings: WordsSettings, environment: Environment): Promise<Gensim | null> {
  try {
    await install();
    return await start(sessions, settings, environment);
  } catch (error) {
    tell(`without gensim: ${error instanceof Error ? error.message.trim() : String(error)}`);
    return null;
  }
}

async function install(): Promise<void> {
  const installed = await access(join(FOLDER, 'complete')).then(() => true, () => false);
  if (installed) return;
  tell(`installing ${GENSIM} into .cache/bench`);
  await run('python3', ['-m', 'venv', FOLDER]);
  await run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', GENSIM]);
  await writeFile(join(FOLDER, 'complete'), '');
}

async function start(sessions: readonly Session[], settings: WordsSettings, environment: Environment): Promise<Gensim> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-bench-'));
  const corpus = join(folder, 'corpus.jsonl');
  await writeFile(corpus, sessions.map((session) => JSON.stringify(session)).join('\n'));
  const child = spawn(PYTHON, ['-c', GENSIM_PROGRAM, corpus, JSON.stringify(settings)], { env: { ...environment, ...ONE_THREAD }, stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child, 'spawn');
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => {
    const { value, done } = await answers.next();
    if (done === true) throw new Error('gensim ended early');
    return value;
  };
  return {
    version: await answer(),
    trainingSeconds: async () => {
      child.stdin.write('train\n');
      return Number(await answer());
    },
    close: async () => {
      const ended = child.exitCode === null ? once(child, 'exit') : null;
      child.stdin.end();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}
