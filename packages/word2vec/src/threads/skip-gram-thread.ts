import { parentPort, workerData } from 'node:worker_threads';
import { SkipGram } from '../skip-gram-model.js';
import type { SkipGramOptions } from '../skip-gram-options.js';
import { corpusOf, type CountedSessions } from '../corpus.js';
import { WeightExchange, type SharedWeights } from './weight-exchange.js';

/** What one thread of a training does. */
export interface ThreadTask {
  /** All words, and this thread's sessions. */
  readonly counted: CountedSessions;
  readonly options: SkipGramOptions;
  readonly thread: number;
  readonly threads: number;
  /** Times in an epoch that the threads bring together what they learnt. */
  readonly rounds: number;
  readonly shared: SharedWeights;
}

/** What the first thread says when an epoch is done. */
export interface EpochReply {
  readonly epoch: number;
  readonly vectors: Float32Array;
}

const { counted, options, thread, threads, rounds, shared } = workerData as ThreadTask;
const model = new SkipGram(corpusOf(counted, options), options, thread);
const exchange = new WeightExchange(model.weights(), shared, thread, threads);
model.mark(exchange.touched);
const { sessions } = counted;
let learnt = 0;
for (let epoch = 1; epoch <= options.epochs; epoch++) {
  for (let round = 0; round < rounds; round++) {
    const end = Math.floor((sessions.length * (round + 1)) / rounds);
    for (let n = Math.floor((sessions.length * round) / rounds); n < end; n++) {
      model.learn(sessions[n]!, options.rate - (options.rate - options.minRate) * (learnt++ / (sessions.length * options.epochs)));
    }
    exchange.exchange();
  }
  if (thread === 0) parentPort?.postMessage({ epoch, vectors: model.vectors() } satisfies EpochReply, []);
}
