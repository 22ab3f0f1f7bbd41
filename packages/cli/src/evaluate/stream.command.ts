import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { VitrineError } from '@vitrine/contracts';
import { completionQuality, inOrderOfSale, meanQuality, splitByTime, type TimedBasket } from '@vitrine/recommender';
import { numberList } from '../input/number-list.js';
import { BASKET_FORMATS, readBaskets, type BasketFormat } from '../input/read-baskets.js';
import { readTitles } from '../input/read-titles.js';
import { wholeNumber } from '../input/whole-number.js';
import { tell, writeJson, writeTable } from '../output/write-result.js';
import { writePlot } from '../plot/line-chart.js';
import { StreamDiary } from './stream-diary.js';
import { streamPlots } from './stream-plots.js';
import { STREAM_LEARNERS, streamLearner, type EvaluatedLearner, type StreamLearnerName } from './stream-learners.js';

interface StreamOptions {
  readonly input: string;
  readonly format: BasketFormat;
  readonly holdoutDays: number;
  readonly learner: StreamLearnerName;
  readonly dim: number;
  readonly epochs: number;
  readonly seeds: readonly number[];
  readonly seed: number;
  readonly plots?: string;
  readonly catalogue?: string;
  readonly json?: boolean;
}

const TELL_EVERY = 1000;

/** `vitrine evaluate stream`: learns a history receipt by receipt and completes the baskets that came after. */
export function streamCommand(evaluate: Command): void {
  evaluate
    .command('stream')
    .description('basket completion: learn receipts in the order of sale, then find an item hidden in each later basket')
    .requiredOption('--input <file>', 'CSV of receipt lines, may be gzipped')
    .addOption(new Option('--format <format>', 'what the columns are').choices(BASKET_FORMATS).default('purchases'))
    .option('--holdout-days <n>', 'newest days kept for testing', wholeNumber, 28)
    .addOption(new Option('--learner <name>', 'what learns').choices(STREAM_LEARNERS).default('hybrid'))
    .option('--dim <n>', 'length of word2vec vectors', wholeNumber, 64)
    .option('--epochs <n>', 'times the history is gone through by --learner batch', wholeNumber, 2)
    .option('--seeds <list>', 'seeds that decide which items are hidden', numberList, [0, 1, 2])
    .option('--seed <n>', 'decides the random draws of word2vec', wholeNumber, 0)
    .option('--plots <dir>', 'also write SVG: hit rate over time, stream against batch, cost per receipt, map of products')
    .option('--catalogue <file>', 'CSV with sku and title, to name the products of the map')
    .option('--json', 'print one JSON object')
    .action(run);
}

async function run({ input, format, holdoutDays, learner, dim, epochs, seeds, seed, plots, catalogue, json }: StreamOptions): Promise<void> {
  const started = performance.now();
  const { train, test } = splitByTime(inOrderOfSale(await readBaskets(input, format)), holdoutDays);
  if (train.length === 0 || test.length === 0) throw new VitrineError('invalid_input_file', `${input}: nothing to train on or nothing to test: ${train.length} and ${test.length} baskets of two items and more`);
  const evaluated = streamLearner(learner, { dim, epochs, seed });
  const diary = plots === undefined ? null : new StreamDiary(evaluated.completer, train.length, seed);
  const learnSeconds = learnAll(evaluated, train, diary);
  const perSeed = seeds.map((hiding) => {
    tell(`testing on ${test.length} baskets, seed ${hiding}`);
    return completionQuality(test, (query, top) => evaluated.completer.complete(query, top), hiding);
  });
  const seconds = (performance.now() - started) / 1000;
  const report = { learner, ...meanQuality(perSeed), perSeed, baskets: { train: train.length, test: test.length }, ...evaluated.facts(), learnSeconds, seconds };
  if (plots !== undefined && diary !== null) {
    await mkdir(plots, { recursive: true });
    const drawn = await streamPlots({ learner, evaluated, diary, test, seed, titles: await readTitles(input, format, catalogue) });
    for (const [name, svg] of drawn) await writePlot(join(plots, `${name}.svg`), svg);
  }
  if (json === true) {
    writeJson(report);
    return;
  }
  writeTable(['seed', 'HR@10', 'NDCG@10'], [
    ...perSeed.map((one) => [String(one.seed), one.hitRate10.toFixed(4), one.ndcg10.toFixed(4)]),
    ['mean', report.hitRate10.toFixed(4), report.ndcg10.toFixed(4)],
  ]);
}

/** Shows each basket once, in order. @returns seconds it took */
function learnAll({ completer, finish }: EvaluatedLearner, train: readonly TimedBasket[], diary: StreamDiary | null): number {
  const started = performance.now();
  for (const [index, basket] of train.entries()) {
    if (diary === null) completer.learn(basket);
    else diary.learn(basket, index);
    if ((index + 1) % TELL_EVERY === 0) tell(`${index + 1} of ${train.length} baskets learnt, ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
  finish(train);
  return (performance.now() - started) / 1000;
}
