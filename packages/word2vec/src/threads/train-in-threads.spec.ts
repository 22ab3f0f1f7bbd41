import { describe, expect, it } from 'vitest';
import { Random } from '../random.js';
import { similar } from '../similar.js';
import { trainSkipGramInThreads } from './train-in-threads.js';

/** Sessions that walk along one of two rings. */
function rings(): string[][] {
  const random = Random.from('rings');
  return Array.from({ length: 400 }, (_, n) => {
    const start = random.below(12);
    return Array.from({ length: 6 }, (_item, i) => `${n % 2 === 0 ? 'a' : 'b'}${(start + i) % 12}`);
  });
}

const OPTIONS = { dim: 12, window: 2, epochs: 30, sample: 0, rate: 0.05 };

describe('skip-gram on several threads', () => {
  it('finds what one thread finds, and tells of every epoch', async () => {
    const epochs: number[] = [];
    const vectors = await trainSkipGramInThreads(rings(), OPTIONS, 2, (done, now) => { epochs.push(done, now().words.length); });
    for (const query of ['a0', 'b5']) expect(similar(vectors, query, 4)!.map(({ word }) => word[0])).toEqual(Array(4).fill(query[0]));
    expect(epochs).toEqual(Array.from({ length: 30 }, (_, n) => [n + 1, 24]).flat());
  });

  it('gives the same bits for the same number of threads', async () => {
    const [first, again, other] = await Promise.all([3, 3, 2].map((threads) => trainSkipGramInThreads(rings(), { ...OPTIONS, epochs: 2 }, threads)));
    expect(again!.values).toEqual(first!.values);
    expect(other!.values).not.toEqual(first!.values);
  });

  it('has nothing to say of no sessions', async () => {
    expect(await trainSkipGramInThreads([], OPTIONS, 2)).toMatchObject({ words: [], values: new Float32Array() });
  });
});
