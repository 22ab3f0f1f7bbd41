import { describe, expect, it } from 'vitest';
import { median } from './median.js';
import { zipfCorpus } from './zipf-corpus.js';

describe('the bench of words', () => {
  it('makes the same corpus for the same seed, with frequencies that fall with rank', () => {
    const corpus = zipfCorpus(1);
    expect(corpus.length * corpus[0]!.length).toBe(400_000);
    expect(zipfCorpus(1)[7]).toEqual(corpus[7]);
    const count = (word: string): number => corpus.flat().filter((other) => other === word).length;
    expect(count('w1') / count('w10')).toBeGreaterThan(5);
  });

  it.each([
    [[3, 1, 2], 2],
    [[4, 1], 2.5],
    [[7], 7],
  ])('takes the middle of %j', (values, middle) => {
    expect(median(values)).toBe(middle);
  });
});
