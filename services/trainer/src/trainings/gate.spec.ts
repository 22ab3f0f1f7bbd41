import { describe, expect, it } from 'vitest';
import { driftOf } from './drift.js';
import { gate } from './gate.js';
import type { Verdict } from './judge.js';

const PUZZLES = 200;
const verdict = (hitEvery: number): Verdict => {
  const hits = Array.from({ length: PUZZLES }, (_, index) => (index % hitEvery === 0 ? 1 : 0));
  return { hits, ndcg: hits.map((hit) => hit / 2), proposed: new Map() };
};

const vectors = (...values: number[]) => ({ items: ['a', 'b'], dim: 2, values: Float32Array.from(values), confidence: Float32Array.of(1, 1) });
const sold = (item: string): number => ({ a: 30, b: 10 })[item] ?? 0;

describe('the gate', () => {
  it('lets a candidate pass that is as good, and names every figure', () => {
    const { metrics, objection } = gate({ candidate: verdict(2), live: verdict(2), popularity: verdict(10), cooccurrence: verdict(1) });
    expect(objection).toBeNull();
    expect(metrics).toMatchObject({ hitRate10: 0.5, ndcg10: 0.25, liveHitRate10: 0.5, popularityHitRate10: 0.1, cooccurrenceHitRate10: 1, liveDifferenceLow: 0, liveDifferenceHigh: 0 });
    expect(metrics['popularityDifferenceLow']).toBeGreaterThan(0.3);
  });

  it('lets pass what is worse by less than chance can do', () => {
    const almost = { ...verdict(2), hits: verdict(2).hits.map((hit, index) => (index < 2 ? 0 : hit)) };
    expect(gate({ candidate: almost, live: verdict(2), popularity: verdict(10), cooccurrence: verdict(1) }).objection).toBeNull();
  });

  it('refuses what is worse beyond chance, and says than what', () => {
    expect(gate({ candidate: verdict(10), live: verdict(2), popularity: verdict(3), cooccurrence: verdict(1) }).objection).toBe('it finds fewer hidden products than the live learner and popularity');
    expect(gate({ candidate: verdict(4), live: verdict(4), popularity: verdict(2), cooccurrence: verdict(1) }).objection).toBe('it finds fewer hidden products than popularity');
  });
});

describe('drift', () => {
  it('tells coverage, preference for best sellers, unknown products and movement', () => {
    const puzzles = [{ query: ['a'], hidden: 'b' }, { query: ['a'], hidden: 'new' }];
    const found = driftOf(puzzles, { hits: [], ndcg: [], proposed: new Map([['a', 3], ['b', 1]]) }, vectors(1, 0, 0, 1), vectors(1, 0, 1, 0), sold);
    expect(found).toEqual({ coverage10: 1, popularityBias10: 2.5, unknownShare: 0.5, movement: 0.5 });
  });
});
