import { Option, type Command } from 'commander';
import { VitrineError } from '@vitrine/contracts';
import { basketQuestions, judged, listQuality, meanListQuality, pairedDifference, type JudgedQuestion, type KnownGoods, type ListQuality } from '@vitrine/recommender';
import { Random } from '@vitrine/word2vec';
import { readBasketHistories } from '../input/read-basket-histories.js';
import { readGoods, readHouseholds, readReceipts, readTargets } from '../input/read-retail.js';
import { wholeNumber } from '../input/whole-number.js';
import { tell, writeJson } from '../output/write-result.js';
import { learntRanker, MEMBER_RANKERS, type MemberRankerName, type RankerData } from './member-rankers.js';
import { writeRankingTable } from './ranking-table.js';

interface BasketsOptions {
  readonly history?: string;
  readonly future?: string;
  readonly users?: string;
  readonly purchases?: string;
  readonly households?: string;
  readonly targets?: string;
  readonly catalogue?: string;
  readonly ranker: MemberRankerName;
  readonly reference: MemberRankerName | 'none';
  readonly seed: number;
  readonly json?: boolean;
}

/** Data of either format, ready to be asked about. */
interface BasketsData {
  readonly ranked: RankerData;
  readonly targets: Parameters<typeof basketQuestions>[0];
  /** Places that the best possible list may fill. */
  readonly idealPlaces: number;
}

const PLACES = 20;

/** `vitrine evaluate baskets`: what members buy next, of all products. */
export function basketsCommand(evaluate: Command): void {
  evaluate
    .command('baskets')
    .description('foresee each member’s next basket, repeats allowed; give either --history and --future or --purchases, --households and --targets')
    .option('--history <file>', 'JSON of baskets by user, as in the repositories of the next-basket reality check')
    .option('--future <file>', 'JSON of the next basket by user')
    .option('--users <file>', 'JSON keyset; its test users are asked about')
    .option('--purchases <file>', 'CSV of receipt lines')
    .option('--households <file>', 'CSV of members with the time of the target basket')
    .option('--targets <file>', 'CSV of the products in the target baskets')
    .option('--catalogue <file>', 'CSV of products with their category paths, if there is one')
    .addOption(new Option('--ranker <name>', 'what ranks').choices(MEMBER_RANKERS).default('shipped'))
    .addOption(new Option('--reference <name>', 'what it is compared with, member by member').choices([...MEMBER_RANKERS, 'none']).default('gp-topfreq'))
    .option('--seed <n>', 'decides the random draws', wholeNumber, 0)
    .option('--json', 'print one JSON object')
    .action(run);
}

async function run(options: BasketsOptions): Promise<void> {
  const report = await basketsReport(options);
  if (options.json === true) writeJson(report);
  else writeRankingTable(report);
}

/** What is printed. @throws VitrineError `invalid_input_file` */
export async function basketsReport(options: BasketsOptions) {
  const started = performance.now();
  const data = await read(options);
  const ours = answered(options.ranker, data);
  if (ours.all.length === 0) throw new VitrineError('invalid_input_file', 'nothing to evaluate: no user has both a history and a next basket');
  const random = Random.from(`intervals:${options.seed}`);
  const theirs = options.reference === 'none' || options.reference === options.ranker ? null : answered(options.reference, data);
  return {
    ranker: options.ranker, all: meanListQuality(ours.all), novel: meanListQuality(ours.novel), users: ours.all.length, novelUsers: ours.novel.length,
    ...(theirs === null ? {} : { comparedWith: { ranker: options.reference, all: pairedDifference(ours.all, theirs.all, () => random.next()), novel: pairedDifference(ours.novel, theirs.novel, () => random.next()) } }),
    seconds: (performance.now() - started) / 1000,
  };
}

function answered(name: MemberRankerName, { ranked, targets, idealPlaces }: BasketsData): { readonly all: readonly ListQuality[]; readonly novel: readonly ListQuality[] } {
  const ranker = learntRanker(name, ranked);
  const questions: readonly JudgedQuestion[] = basketQuestions(targets, ranker);
  tell(`${questions.length} members are asked about`);
  return judged(questions, (question) => ranker.rank(question, PLACES), (list, relevant) => listQuality(list, relevant, idealPlaces));
}

async function read({ history, future, users, purchases, households, targets, catalogue, seed }: BasketsOptions): Promise<BasketsData> {
  if (history !== undefined && future !== undefined) {
    const read = await readBasketHistories(history, future, users);
    return { ranked: { receipts: read.receipts, goods: new Map(), seed, everything: true }, targets: read, idealPlaces: Number.POSITIVE_INFINITY };
  }
  if (purchases === undefined || households === undefined || targets === undefined) {
    throw new VitrineError('invalid_input_file', 'give --history and --future, or --purchases, --households and --targets');
  }
  const read = { receipts: await readReceipts(purchases), households: await readHouseholds(households), targets: await readTargets(targets) };
  const cutoff = read.households.reduce((first, { atMs }) => Math.min(first, atMs), Number.POSITIVE_INFINITY);
  const goods = catalogue === undefined ? new Map<string, KnownGoods>() : await readGoods(catalogue);
  // Every product is a candidate, so every purchase is something to learn from, not those at a discount alone.
  const receipts = read.receipts.filter(({ atMs }) => atMs < cutoff).map((receipt) => ({ ...receipt, discounts: receipt.items.map(() => 1) }));
  return { ranked: { receipts, goods, seed, everything: true }, targets: read, idealPlaces: 10 };
}
