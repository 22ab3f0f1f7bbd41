import { Random } from '@vitrine/word2vec';
import { describe, expect, it } from 'vitest';
import { sessionsReport, type SessionsSettings } from './sessions-report.js';

const SETTINGS: SessionsSettings = { dim: 16, window: 3, negative: 5, epochs: 5, sample: 0, exponent: 0.75, minCount: 1, seed: 1 };

/** Walks of eight steps around one of five rings of ten items. */
function rings(): string[][] {
  const random = Random.from('rings');
  return Array.from({ length: 1_000 }, (_, n) => {
    const start = random.below(10);
    return Array.from({ length: 8 }, (_item, i) => `ring-${n % 5}-${(start + i) % 10}`);
  });
}

describe('the report on sessions', () => {
  it('finds the next item of planted rings, far above the chance of ten in fifty', async () => {
    const epochs: number[] = [];
    const report = await sessionsReport(rings(), SETTINGS, { onEpoch: (done) => epochs.push(done) });
    expect(report).toMatchObject({ sessions: 1_000, items: 50, pairs: { test: 500, validation: 500 } });
    for (const { hitRate10, ndcg10 } of [report.euclid, report.cosine, report.validation.euclid, report.validation.cosine]) {
      expect(hitRate10).toBeGreaterThan(0.9);
      expect(ndcg10).toBeGreaterThan(0.3);
    }
    expect(epochs).toEqual([1, 2, 3, 4, 5]);
  });

  it('is the same for the same seed, and as good on two threads', async () => {
    const sessions = rings().slice(0, 50);
    expect(await sessionsReport(sessions, SETTINGS)).toEqual(await sessionsReport(sessions, SETTINGS));
    expect((await sessionsReport(rings(), SETTINGS, { threads: 2 })).euclid.hitRate10).toBeGreaterThan(0.9);
  });
});
