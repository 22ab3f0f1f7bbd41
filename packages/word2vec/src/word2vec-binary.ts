import { ModelFormatError } from './model-format-error.js';
import type { WordVectors } from './word-vectors.js';

const NEWLINE = 10;
const SPACE = 32;

/**
 * Reads the binary format of the original word2vec and of gensim: a line `words dim`, then each word, a space, and dim
 * 32-bit little-endian floats. The newline that the original program puts after each vector is skipped.
 * @throws ModelFormatError when the bytes are not of that form
 */
export function readWord2vecBinary(bytes: Uint8Array): WordVectors {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerEnd = buffer.subarray(0, 64).indexOf(NEWLINE);
  const header = /^(\d+) (\d+)\s*$/.exec(headerEnd < 0 ? '' : buffer.toString('latin1', 0, headerEnd));
  if (header === null) throw new ModelFormatError('foreign', 'the file does not start with a line "<words> <dim>"');
  const count = Number(header[1]);
  const dim = Number(header[2]);
  if (count * dim * 4 > buffer.length) throw new ModelFormatError('truncated', `${count} words of ${dim} values do not fit into ${buffer.length} bytes`);
  const values = new Float32Array(count * dim);
  const words: string[] = [];
  let position = headerEnd + 1;
  for (let row = 0; row < count; row++) {
    while (buffer[position] === NEWLINE) position++;
    const space = buffer.indexOf(SPACE, position);
    const end = space + 1 + dim * 4;
    if (space < 0 || end > buffer.length) throw new ModelFormatError('truncated', `${count} words were announced, ${row} are there`);
    words.push(buffer.toString('utf8', position, space));
    for (let k = 0; k < dim; k++) values[row * dim + k] = buffer.readFloatLE(space + 1 + k * 4);
    position = end;
  }
  return { words, dim, values };
}

/** Writes the binary format as gensim does, without newlines between vectors. Words must have no white space. */
export function writeWord2vecBinary({ words, dim, values }: WordVectors): Uint8Array {
  const parts: Buffer[] = [Buffer.from(`${words.length} ${dim}\n`)];
  for (const [row, word] of words.entries()) {
    const vector = Buffer.alloc(dim * 4);
    for (let k = 0; k < dim; k++) vector.writeFloatLE(values[row * dim + k]!, k * 4);
    parts.push(Buffer.from(`${word} `), vector);
  }
  return Buffer.concat(parts);
}
