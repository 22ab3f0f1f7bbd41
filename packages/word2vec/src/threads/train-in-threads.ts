import { Worker } from 'node:worker_threads';
import { countSessions } from '../corpus.js';
import { SKIP_GRAM_DEFAULTS, type SkipGramOptions } from '../skip-gram-options.js';
import type { EpochListener } from '../skip-gram.js';
import { partsOf, weightsOf } from '../skip-gram-model.js';
import type { WordVectors } from '../word-vectors.js';
import type { EpochReply, ThreadTask } from './skip-gram-thread.js';
import { shareWeights } from './weight-exchange.js';

/** Words that all threads together learn before what they learnt is brought together: more would cost quality, fewer time. */
const WORDS_ALONE = 4_000;

/**
 * `trainSkipGram` on several threads, each with a part of the sessions; every few thousand words each goes on with what all of them learnt. Decided by sessions,
 * options and the number of threads: as many threads give the same bits again, another number gives others.
 * @param onEpoch told after each epoch how many are done; `vectors` gives them as they are then
 * @throws Error when a thread dies
 */
export async function trainSkipGramInThreads(sessions: readonly (readonly string[])[], options: Partial<SkipGramOptions>, threads: number, onEpoch?: EpochListener): Promise<WordVectors> {
  const settings = { ...SKIP_GRAM_DEFAULTS, ...options };
  const counted = countSessions(sessions, settings);
  const words = counted.sessions.reduce((sum, session) => sum + session.length, 0);
  // With more words bringing together takes longer, and each is met more rarely.
  const alone = WORDS_ALONE + counted.words.length;
  const rounds = Math.max(1, Math.ceil(words / alone));
  const shared = shareWeights(weightsOf(counted.words.length, settings.dim), partsOf(counted.words.length), threads);
  const workers = Array.from({ length: threads }, (_, thread) => {
    const own = counted.sessions.filter((_session, index) => index % threads === thread);
    return startThread({ counted: { ...counted, sessions: own }, options: settings, thread, threads, rounds, shared });
  });
  try {
    const named = (values: Float32Array): WordVectors => ({ words: counted.words, dim: settings.dim, values });
    const heard = ({ epoch, vectors }: EpochReply): void => onEpoch?.(epoch, () => named(vectors));
    return named(await Promise.race([lastOf(workers[0]!, settings.epochs, heard), ...workers.map(death)]));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** The vectors after the last epoch. */
function lastOf(first: Worker, epochs: number, heard: (reply: EpochReply) => void): Promise<Float32Array> {
  return new Promise((resolve) => {
    first.on('message', (reply: EpochReply) => {
      heard(reply);
      if (reply.epoch === epochs) resolve(reply.vectors);
    });
  });
}

function death(worker: Worker): Promise<never> {
  return new Promise((_, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => { if (code !== 0) reject(new Error(`a training thread ended with ${code}`)); });
  });
}

/** From source (tests) a thread first registers tsx, which then compiles what it loads; once built nothing of this is needed. */
function startThread(task: ThreadTask): Worker {
  const module = new URL('./skip-gram-thread.js', import.meta.url);
  if (!import.meta.url.endsWith('.ts')) return new Worker(module, { workerData: task });
  const source = JSON.stringify(module.href.replace(/\.js$/, '.ts'));
  return new Worker(`import('tsx/esm/api').then(({ register }) => { register(); return import(${source}); })`, { eval: true, workerData: task, execArgv: ['--conditions=source'] });
}
