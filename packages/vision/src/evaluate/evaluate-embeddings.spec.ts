import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { sharedData } from '@vitrine/testing';
import { describe, expect, it } from 'vitest';
import { confidentThreshold, DEFAULT_CONFIDENCE } from './confident-threshold.js';
import { evaluateEmbeddings } from './evaluate-embeddings.js';
import { parseEmbeddings, type FaceEmbedding } from './face-embeddings.js';

const SETTINGS = { leftOut: [2], draws: 6, rate: 0.01, confidence: 0, seed: 1 };
/** Six people in twelve dimensions, twelve pictures each, close together. */
const made: FaceEmbedding[] = Array.from({ length: 72 }, (_, i) => {
  const values = Array.from({ length: 12 }, (__, j) => (j === i % 6 ? 1 : 0) + 0.2 * Math.sin(i * 1.7 + j * 2.3));
  return { split: i < 48 ? 'train' : 'test', person: `p${i % 6}`, vector: Float32Array.from(values, (value) => value / Math.hypot(...values)) };
});

describe('embeddings from a file', () => {
  it('are read line by line and brought to unit length', () => {
    const read = parseEmbeddings('{"split":"train","label":"a","embedding":[3,4]}\n\n{"split":"train","label":"b","embedding":[1,0]}\n', 'file');
    expect(read.map(({ person }) => person)).toEqual(['a', 'b']);
    expect([...read[0]!.vector].map((value) => value.toFixed(3))).toEqual(['0.600', '0.800']);
  });

  it.each([
    ['{', 'line 1: not JSON'],
    ['null', 'line 1: split is neither'],
    ['{"split":"train","label":"a","embedding":[1]}\n{"split":"train","label":"b","embedding":[1,2]}', 'line 2: embedding has 2 values'],
    ['{"split":"train","label":"a","embedding":[0,0]}', 'line 1: embedding is zero'],
    ['{"split":"train","label":"a","embedding":[1,0]}', 'fewer than two people'],
    ['', 'fewer than two people'],
  ])('are refused by line and reason: %s', (text, reason) => {
    expect(() => parseEmbeddings(text, 'file')).toThrow(expect.objectContaining({ code: 'invalid_input_file', message: expect.stringContaining(reason) }));
  });
});

describe('leaving people out', () => {
  it('keeps known people and names hardly a stranger where people are far apart', () => {
    const { svc, openSet, people } = evaluateEmbeddings(made, SETTINGS, () => 0);
    expect([people, svc.correct, svc.total]).toEqual([6, 24, 24]);
    expect(openSet[0]).toMatchObject({ leftOut: 2, kept: 1 });
    expect(openSet[0]?.fpir).toBeLessThan(0.1);
  });

  it('is decided by the seed, and leaves out what cannot be measured', () => {
    expect(evaluateEmbeddings(made, SETTINGS, () => 0)).toEqual(evaluateEmbeddings(made, SETTINGS, () => 0));
    expect(evaluateEmbeddings(made, { ...SETTINGS, leftOut: [2, 5, 9] }, () => 0).openSet.map(({ leftOut }) => leftOut)).toEqual([2]);
    expect(() => evaluateEmbeddings(made, { ...SETTINGS, draws: 1 }, () => 0)).toThrow(expect.objectContaining({ code: 'invalid_field' }));
  });

  it('asks for a higher threshold when it is to hold for other strangers too', () => {
    const strangers = [[0.1, 0.2], [0.2, 0.3], [0.4, 0.5, 0.9]];
    const at = (confidence: number): number => confidentThreshold(strangers, { rate: 0.4, confidence, seed: 1 });
    expect(at(0)).toBe(0.4);
    expect(at(0.9)).toBeGreaterThan(at(0));
    expect(confidentThreshold([], { rate: 0.01, confidence: 0.9, seed: 1 })).toBe(-Infinity);
  });
});

const facenet = sharedData('facenet-512-embeddings.jsonl.gz');

describe.skipIf(facenet === null)('real FaceNet vectors of sixteen people (skipped where ../shared/data is absent)', () => {
  it('are classified without a fault, and with people left out at least .93 of the known are kept while the rate asked for holds for other strangers', async () => {
    const all = parseEmbeddings(gunzipSync(await readFile(facenet ?? '')).toString(), 'facenet');
    const { svc, openSet } = evaluateEmbeddings(all, { ...SETTINGS, leftOut: [2, 4, 8], draws: 20, confidence: DEFAULT_CONFIDENCE }, () => 0);
    expect([svc.correct, svc.total]).toEqual([43, 43]);
    for (const { kept, fpir } of openSet) {
      expect(kept).toBeGreaterThanOrEqual(0.93);
      expect(fpir).toBeLessThan(0.013);
    }
  }, 120_000);
});
