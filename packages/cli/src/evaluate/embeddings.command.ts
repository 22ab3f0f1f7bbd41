import type { Command } from 'commander';
import { DEFAULT_CONFIDENCE, evaluateEmbeddings, parseEmbeddings, type EmbeddingsReport, type LeftOutPoint } from '@vitrine/vision';
import { decimal } from '../input/decimal.js';
import { numberList } from '../input/number-list.js';
import { positiveNumber } from '../input/positive-number.js';
import { readInput } from '../input/read-input.js';
import { wholeNumber } from '../input/whole-number.js';
import { tell, writeJson, writeTable } from '../output/write-result.js';

interface EmbeddingsOptions {
  readonly input: string;
  readonly leftOut: readonly number[];
  readonly draws: number;
  readonly rate: number;
  readonly confidence: number;
  readonly seed: number;
  readonly json?: boolean;
}

const TELL_EVERY = 5;

/** `vitrine evaluate embeddings`: the classifier and the open-set rule of the face worker, on given face vectors. */
export function embeddingsCommand(evaluate: Command): void {
  evaluate
    .command('embeddings')
    .description('the linear SVC and the open-set decision on face vectors, with people left out of the gallery')
    .requiredOption('--input <file>', 'one {"split": "train"|"test", "label": person, "embedding": [numbers]} a line, may be gzipped')
    .option('--left-out <list>', 'numbers of people to leave out', numberList, [2, 4, 8])
    .option('--draws <n>', 'how often they are drawn', positiveNumber, 20)
    .option('--rate <share>', 'share of strangers’ vectors that may be taken for somebody', decimal, 0.01)
    .option('--confidence <share>', 'share of samples of other strangers in which that is to hold; 0: for the strangers at hand', decimal, DEFAULT_CONFIDENCE)
    .option('--seed <n>', 'decides every draw', wholeNumber, 1)
    .option('--json', 'print one JSON object')
    .action(run);
}

async function run({ input, json, ...settings }: EmbeddingsOptions): Promise<void> {
  const all = parseEmbeddings((await readInput(input)).toString('utf8'), input);
  const found = evaluateEmbeddings(all, settings, () => performance.now(), (done, total) => {
    if (done % TELL_EVERY === 0) tell(`${done} of ${total} draws`);
  });
  if (json === true) writeJson({ ...found, settings });
  else writeReport(found);
}

function writeReport({ svc, people, vectors, dim, openSet, centroid }: EmbeddingsReport): void {
  tell(`${people} people, ${vectors.train} vectors to train and ${vectors.test} to test, of ${dim} values`);
  writeTable(['rule', 'people left out', 'known kept', 'strangers named'], [
    ['classifier alone', '0', `${svc.correct} of ${svc.total}`, 'everyone'],
    ...openSet.map((point) => row('likeness', point)),
    ...centroid.map((point) => row('centroid cosine', point)),
  ]);
}

function row(rule: string, { leftOut, kept, fpir }: LeftOutPoint): string[] {
  return [rule, String(leftOut), kept.toFixed(4), fpir.toFixed(4)];
}
