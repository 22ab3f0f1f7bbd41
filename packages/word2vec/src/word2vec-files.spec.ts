import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelFormatError } from './model-format-error.js';
import { readWord2vecBinary, writeWord2vecBinary } from './word2vec-binary.js';
import { readWord2vecText, writeWord2vecText } from './word2vec-text.js';
import type { WordVectors } from './word-vectors.js';

const vectors = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9é._-]{1,12}$/), { minLength: 1, maxLength: 5 })).chain(
  ([dim, words]) =>
    fc
      .array(fc.float({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)), { minLength: dim * words.length, maxLength: dim * words.length })
      .map((values): WordVectors => ({ words, dim, values: Float32Array.from(values) })),
);

describe('word2vec files', () => {
  it('read back what was written, in binary and in text', () => {
    fc.assert(
      fc.property(vectors, (model) => {
        expect(readWord2vecBinary(writeWord2vecBinary(model))).toEqual(model);
        expect(readWord2vecText(writeWord2vecText(model))).toEqual(model);
      }),
      { numRuns: 200 },
    );
  });

  it('take the newlines that the original program writes after each vector', () => {
    const one = Buffer.alloc(4);
    one.writeFloatLE(1.5);
    const bytes = Buffer.concat([Buffer.from('2 1\na '), one, Buffer.from('\nb '), one, Buffer.from('\n')]);
    expect(readWord2vecBinary(bytes)).toEqual({ words: ['a', 'b'], dim: 1, values: Float32Array.of(1.5, 1.5) });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ['fewer words than announced', Buffer.from('3 1\na 0000b 0000')],
  ])('refuse %s', (_, bytes) => {
    expect(() => readWord2vecBinary(bytes)).toThrow(ModelFormatError);
  });

  it.each([['no header', 'a 1 2\n'], ['a missing line', '2 1\na 1\n'], ['a missing number', '1 2\na 1\n'], ['a word for a number', '1 1\na b\n']])('refuse text with %s', (_, text) => {
    expect(() => readWord2vecText(text)).toThrow(ModelFormatError);
  });
});
