import type { Command } from 'commander';
import { VitrineError } from '@vitrine/contracts';
import { ModelFormatError, readWord2vecBinary, readWord2vecText, similar, type WordVectors } from '@vitrine/word2vec';
import { readInput } from '../input/read-input.js';
import { wholeNumber } from '../input/whole-number.js';
import { writeJson, writeTable } from '../output/write-result.js';

interface SimilarOptions {
  readonly vectors: string;
  readonly product: string;
  readonly titles?: string;
  readonly top: number;
  readonly json?: boolean;
}

/** `vitrine similar`: the products nearest to one, in a file of word2vec vectors. */
export function similarCommand(program: Command): void {
  program
    .command('similar')
    .description('the products nearest to one by cosine, best first')
    .requiredOption('--vectors <file>', 'word2vec vectors, binary or text; may be gzipped')
    .requiredOption('--product <sku>', 'the product asked about')
    .option('--titles <file>', 'JSON object of product to title; may be gzipped')
    .option('--top <n>', 'how many', wholeNumber, 10)
    .option('--json', 'print one JSON array: [{product, title?, score}]')
    .action(run);
}

async function run({ vectors: path, product, titles: titlesPath, top, json }: SimilarOptions): Promise<void> {
  const vectors = await readVectors(path);
  const titles = titlesPath === undefined ? {} : await readTitles(titlesPath);
  const found = similar(vectors, product, top);
  if (found === null) throw new VitrineError('unknown_product', `${path} has no vector for ${product}`, { field: '--product' });
  const rows = found.map(({ word, score }) => ({ product: word, ...(titles[word] === undefined ? {} : { title: titles[word] }), score }));
  if (json === true) writeJson(rows);
  else writeTable(['product', 'score', 'title'], rows.map((row) => [row.product, row.score.toFixed(5), row.title ?? '']));
}

async function readVectors(path: string): Promise<WordVectors> {
  const bytes = await readInput(path);
  try {
    return /\.(txt|vec)(\.gz)?$/.test(path) ? readWord2vecText(bytes.toString('utf8')) : readWord2vecBinary(bytes);
  } catch (error) {
    if (error instanceof ModelFormatError) throw new VitrineError('invalid_input_file', `${path}: ${error.message}`, {}, error);
    throw error;
  }
}

async function readTitles(path: string): Promise<Readonly<Record<string, string>>> {
  try {
    return JSON.parse((await readInput(path)).toString('utf8')) as Record<string, string>;
  } catch (error) {
    if (error instanceof VitrineError) throw error;
    throw new VitrineError('invalid_input_file', `${path} is not a JSON object of product to title`, {}, error);
  }
}
