import { ModelFormatError } from './model-format-error.js';
import type { WordVectors } from './word-vectors.js';

/**
 * Reads the text format of the original word2vec and of gensim: `words dim` on the first line, then a word and its values a line.
 * @throws ModelFormatError when the text is not of that form
 */
export function readWord2vecText(text: string): WordVectors {
  const lines = text.split('\n');
  const header = /^(\d+) (\d+)\s*$/.exec(lines[0] ?? '');
  if (header === null) throw new ModelFormatError('foreign', 'the first line is not "<words> <dim>"');
  const count = Number(header[1]);
  const dim = Number(header[2]);
  const values = new Float32Array(count * dim);
  const words: string[] = [];
  for (let row = 0; row < count; row++) {
    const line = lines[row + 1];
    if (line === undefined || line === '') throw new ModelFormatError('truncated', `${count} words were announced, ${row} are there`);
    const fields = line.trimEnd().split(' ');
    const numbers = fields.slice(1).map(Number);
    if (numbers.length !== dim || !numbers.every(Number.isFinite)) {
      throw new ModelFormatError('damaged', `line ${row + 2} does not hold a word and ${dim} numbers`);
    }
    words.push(fields[0] ?? '');
    values.set(numbers, row * dim);
  }
  return { words, dim, values };
}

/** Writes the text format; the shortest digits that read back to the same 32-bit values. Words must have no white space. */
export function writeWord2vecText({ words, dim, values }: WordVectors): string {
  const lines = words.map((word, row) => [word, ...Array.from(values.subarray(row * dim, (row + 1) * dim), shortest)].join(' '));
  return `${words.length} ${dim}\n${lines.join('\n')}\n`;
}

function shortest(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toPrecision(9);
}
