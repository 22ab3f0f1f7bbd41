import type { ConsentId, MemberId } from '@vitrine/contracts';
import { readdir } from 'node:fs/promises';
import { sharedData } from '@vitrine/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PooledFaceChain } from '../pool/pooled-face-chain.js';
import { evaluateFaces, type FacesReport } from './evaluate-faces.js';
import { openSet, rankOne, shippedPoint, type Search } from './open-set.js';
import { readPeople, splitHalf } from './people-folders.js';
import { allPairs, tarAtFar, thresholdAt } from './verification.js';

function search(person: string | null, found: string, score: number, runnerUp = 0): Search {
  return { person, match: { memberId: found as MemberId, consentId: '' as ConsentId, score, runnerUp, by: 'search' } };
}

describe('verification metrics', () => {
  it('puts the threshold where at most the rate of impostors lies above it', () => {
    const impostors = Array.from({ length: 100 }, (_, i) => i / 100);
    expect(thresholdAt(0.01, impostors)).toBe(0.98);
    expect(thresholdAt(0.001, impostors)).toBe(0.99);
    expect(thresholdAt(0.01, [])).toBe(-Infinity);
  });

  it('counts same pairs above that threshold', () => {
    const pairs = [...Array.from({ length: 100 }, (_, i) => ({ score: i / 100, same: false })), { score: 0.985, same: true }, { score: 0.5, same: true }];
    expect(tarAtFar(pairs, 0.01)).toBe(0.5);
    expect(tarAtFar(pairs.slice(0, 100), 0.01)).toBeNull();
    expect(tarAtFar(pairs.slice(100), 0.01)).toBeNull();
  });

  it('makes every pair once', () => {
    expect(allPairs([1, 2, 3], (a, b) => a * b, (a, b) => a === b).map(({ score }) => score).toSorted((a, b) => a - b)).toEqual([2, 3, 6]);
  });
});

describe('open-set metrics', () => {
  const searches = [search('ada', 'ada', 0.95), search('ada', 'bea', 0.9), search('bea', 'bea', 0.6), search(null, 'ada', 0.7), search(null, 'bea', 0.5)];

  it('counts the best match of enrolled people only', () => {
    expect(rankOne(searches)).toEqual({ correct: 2, total: 3 });
  });

  it('misses whoever is below the threshold or taken for somebody else', () => {
    expect(openSet(searches, [0.01])).toEqual([{ fpir: 0.01, threshold: 0.7, fnir: 1 - 1 / 3 }]);
    expect(openSet(searches.slice(0, 3), [0.01])).toEqual([]);
  });

  it('judges the shipped thresholds, margin included', () => {
    const thresholds = { accept: 0.65, probable: 0, margin: 0.1, duplicate: 1, outlier: 0 };
    expect(shippedPoint(searches, thresholds)).toEqual({ threshold: 0.65, fpir: 0.5, fnir: 1 - 1 / 3 });
    expect(shippedPoint([search('ada', 'ada', 0.9, 0.85)], thresholds)).toEqual({ threshold: 0.65, fpir: null, fnir: 1 });
  });
});

describe('folders of people', () => {
  it('are halved person by person, the first half to enrol', () => {
    const photos = ['a/1', 'a/2', 'a/3', 'b/1'].map((path) => ({ person: path.charAt(0), path }));
    const { first, rest } = splitHalf(photos);
    expect([first.map(({ path }) => path), rest.map(({ path }) => path)]).toEqual([['a/1', 'a/2', 'b/1'], ['a/3']]);
  });

  it('must be there and hold photographs', async () => {
    await expect(readPeople('/no/such/folder')).rejects.toMatchObject({ code: 'invalid_input_file' });
    await expect(readPeople(import.meta.dirname)).rejects.toMatchObject({ code: 'invalid_input_file' });
  });
});

const lfw10 = sharedData('lfw-10');

describe.skipIf(lfw10 === null)('the default chain on LFW-10 (skipped where ../shared/data is absent)', () => {
  let chain: PooledFaceChain;
  let report: FacesReport;
  beforeAll(async () => {
    chain = PooledFaceChain.start({ runtime: 'wasm', pool: { threads: 1 } });
    const [someone = ''] = await readdir(lfw10 ?? '');
    report = await evaluateFaces(chain, { gallery: lfw10 ?? '', probes: null, groups: new Map([[someone, 'first']]) });
  }, 180_000);
  afterAll(async () => chain.close());

  it('finds every face, and every photograph passes the quality checks', () => {
    expect([report.images, report.found]).toEqual([100, 100]);
  });

  it('verifies at least as well as the reference', () => {
    expect(report.tarAtFar['1e-2']).toBeGreaterThanOrEqual(0.986);
    expect(report.tarAtFar['1e-3']).toBeGreaterThanOrEqual(0.962);
  });

  it('names everybody right, and keeps nearly all of them at the shipped threshold', () => {
    expect(report.rank1Of).toEqual({ correct: 50, total: 50 });
    expect(report.shipped.fnir).toBeLessThanOrEqual(0.04);
    expect(report.shipped.fpir).toBe(0);
  });

  it('measures the open set by leaving each person out, and what its groups get', () => {
    expect(report.openSet.map(({ fpir }) => fpir)).toEqual([0.01, 0.001]);
    for (const { fnir } of report.openSet) expect(fnir).toBeLessThanOrEqual(0.04);
    expect(report.strangers).toBe('left-out');
    expect(report.roc.length).toBe(41);
    expect(report.groups).toMatchObject([{ group: 'first', people: 1, images: 10, found: 10, falseMatchRate: null }]);
  });
});
