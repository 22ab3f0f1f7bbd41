import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { sharedData } from '@vitrine/testing';
import { describe, expect, it } from 'vitest';
import { readWord2vecBinary } from './word2vec-binary.js';
import { similar } from './similar.js';

const seed = sharedData('seed-word2vec-50d.bin.gz');

describe('similar', () => {
  it('orders by cosine, without the word itself, ties by smaller word', () => {
    const vectors = { words: ['q', 'same', 'opposite', 'right', 'alike', 'none'], dim: 2, values: Float32Array.of(1, 0, 2, 0, -1, 0, 0, 1, 9, 0, 0, 0) };
    expect(similar(vectors, 'q', 9)).toEqual([
      { word: 'alike', score: 1 }, { word: 'same', score: 1 }, { word: 'none', score: 0 }, { word: 'right', score: 0 }, { word: 'opposite', score: -1 },
    ]);
  });

  it('knows when a word has no vector', () => {
    expect(similar({ words: ['a'], dim: 1, values: Float32Array.of(1) }, 'b', 3)).toBeNull();
  });

  it.skipIf(seed === null)('gives the golden neighbours of the seed vectors (needs ../shared/data)', () => {
    const vectors = readWord2vecBinary(gunzipSync(readFileSync(seed!)));
    expect([vectors.words.length, vectors.dim]).toEqual([3773, 50]);
    const golden = [['21094', 0.6700913], ['21080', 0.6594377], ['21989', 0.62959677], ['22907', 0.62809414], ['21078', 0.6252268]] as const;
    const found = similar(vectors, '22613', 5)!;
    expect(found.map(({ word }) => word)).toEqual(golden.map(([word]) => word));
    for (const [place, [, score]] of golden.entries()) expect(Math.abs(found[place]!.score - score)).toBeLessThan(1e-5);
  });
});
