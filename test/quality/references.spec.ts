import { describe, expect, it } from 'vitest';
import { sharedData } from '@vitrine/testing';
import { VitrineProcess } from '../e2e/vitrine-process.js';

const invoices = sharedData('online-retail.csv.gz');
const journey = sharedData('journey');

/** Each takes 20 seconds of a free core; a busy machine may need many times that. */
const PATIENCE_MS = 400_000;

interface Figures {
  readonly recall10: number;
  readonly ndcg10: number;
  readonly hitRate10: number;
}

async function evaluated<T>(...args: readonly string[]): Promise<T> {
  return JSON.parse(await VitrineProcess.start(['evaluate', ...args, '--json'], {}).result()) as T;
}

/** The published references come out as published: then what is said of our own models by the same commands can be believed. */
describe('references of the evaluation protocols', () => {
  it.skipIf(invoices === null)('co-occurrence completes .273 to .275 of the baskets of Online Retail (skipped without the shared data)', { timeout: PATIENCE_MS }, async () => {
    const { hitRate10, baskets } = await evaluated<{ hitRate10: number; baskets: unknown }>('stream', '--input', invoices!, '--format', 'online-retail', '--learner', 'cooccurrence');
    expect(baskets).toEqual({ train: 15_847, test: 2426 });
    expect(hitRate10).toBeGreaterThanOrEqual(0.273);
    expect(hitRate10).toBeLessThanOrEqual(0.275);
  });

  it.skipIf(journey === null)('own frequency ranks the offers of weeks 43 to 47 as in the table (skipped without the shared data)', { timeout: PATIENCE_MS }, async () => {
    const files = ['purchases', 'catalogue', 'promotions', 'households', 'targets'].flatMap((name) => [`--${name}`, `${journey!}/${name}.csv.gz`]);
    const { all, members } = await evaluated<{ all: Figures; members: number }>('offers', ...files, '--cutoff', '2017-10-16T05:00:00Z', '--ranker', 'gp-topfreq');
    expect(members).toBe(1145);
    for (const [measure, published] of [['recall10', 0.294], ['ndcg10', 0.241], ['hitRate10', 0.552]] as const) {
      expect(Math.abs(all[measure] - published)).toBeLessThanOrEqual(0.001);
    }
  });
});
