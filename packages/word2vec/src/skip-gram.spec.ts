import { describe, expect, it } from 'vitest';
import { corpusOf, countSessions, type Corpus } from './corpus.js';
import { Random } from './random.js';
import { similar } from './similar.js';
import { trainSkipGram } from './skip-gram.js';
import { SKIP_GRAM_DEFAULTS, type SkipGramOptions } from './skip-gram-options.js';

/** Sessions that walk along one of two rings, so neighbours on a ring are each other's context. */
function rings(): string[][] {
  const random = Random.from('rings');
  return Array.from({ length: 400 }, (_, n) => {
    const start = random.below(12);
    return Array.from({ length: 6 }, (_, i) => `${n % 2 === 0 ? 'a' : 'b'}${(start + i) % 12}`);
  });
}

function counted(sessions: readonly (readonly string[])[], options: Partial<SkipGramOptions>): Corpus {
  const settings = { ...SKIP_GRAM_DEFAULTS, ...options };
  return corpusOf(countSessions(sessions, settings), settings);
}

describe('skip-gram over sessions', () => {
  it('puts words of one context next to each other', () => {
    const vectors = trainSkipGram(rings(), { dim: 16, window: 2, epochs: 30, sample: 0, rate: 0.05 });
    for (const query of ['a0', 'b5']) {
      const ring = similar(vectors, query, 4)!.map(({ word }) => word[0]);
      expect(ring).toEqual(Array(4).fill(query[0]));
    }
  });

  it('gives the same vectors for the same seed and others for another', () => {
    const [first, again, other] = [1, 1, 2].map((seed) => [...trainSkipGram(rings().slice(0, 20), { dim: 4, epochs: 1, seed }).values]);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('numbers words by falling count and drops rare ones', () => {
    const corpus = counted([['x', 'y', 'y'], ['z', 'y', 'x']], { minCount: 2 });
    expect(corpus.words).toEqual(['y', 'x']);
    expect(corpus.length).toBe(5);
    expect([...corpus.sessions[1]!]).toEqual([0, 1]);
  });

  it('thins out frequent words as word2vec.c does', () => {
    const { keep } = counted([Array<string>(90).fill('often'), Array<string>(10).fill('rare')], { sample: 0.1 });
    expect(keep[0]).toBeCloseTo((Math.sqrt(0.9 / 0.1) + 1) * (0.1 / 0.9), 10);
    expect(keep[1]).toBe(1);
  });

  it('draws noise by a negative power too', () => {
    const { noise } = counted([['often', 'often', 'often', 'rare']], { exponent: -1 });
    const random = Random.from('noise');
    const rare = Array.from({ length: 4_000 }, () => noise.draw(random)).filter((word) => word === 1).length / 4_000;
    expect(rare).toBeCloseTo(0.75, 1);
  });
});
