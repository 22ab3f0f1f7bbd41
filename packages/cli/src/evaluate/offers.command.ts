import { Option, type Command } from 'commander';
import { VitrineError } from '@vitrine/contracts';
import { judged, listQuality, meanListQuality, offerQuestions, pairedDifference, ShippedRanker, signalShares, StorePromotions, type JudgedQuestion, type MemberRanker, type RankedItem } from '@vitrine/recommender';
import { Random } from '@vitrine/word2vec';
import { readGoods, readHouseholds, readPromotions, readReceipts, readTargets } from '../input/read-retail.js';
import { timeOption } from '../input/time-option.js';
import { wholeNumber } from '../input/whole-number.js';
import { tell, writeJson } from '../output/write-result.js';
import { writePlot } from '../plot/line-chart.js';
import { percentile } from '../simulate/percentile.js';
import { learntRanker, MEMBER_RANKERS, type MemberRankerName, type RankerData } from './member-rankers.js';
import { writeRankingTable } from './ranking-table.js';
import { tradeOffPlot } from './trade-off-plot.js';
import { tradeOff, writeTradeOff, type TradeOff } from './trade-off.js';

interface OffersOptions {
  readonly purchases: string;
  readonly catalogue: string;
  readonly promotions: string;
  readonly households: string;
  readonly targets: string;
  readonly cutoff: number;
  readonly members: 'all' | 'in300';
  readonly ranker: MemberRankerName;
  readonly reference: MemberRankerName | 'none';
  readonly seed: number;
  readonly tradeOff?: boolean;
  readonly plot?: string;
  readonly json?: boolean;
}

const PLACES = 20;

/** `vitrine evaluate offers`: which of the promotions of their store members buy on their next visit. */
export function offersCommand(evaluate: Command): void {
  evaluate
    .command('offers')
    .description('rank the promotions of the store of each member’s next visit; learn from receipts before the cut-off')
    .requiredOption('--purchases <file>', 'CSV of receipt lines, may be gzipped as all others')
    .requiredOption('--catalogue <file>', 'CSV of products with their category paths')
    .requiredOption('--promotions <file>', 'CSV of promotions by store and time')
    .requiredOption('--households <file>', 'CSV of members with the time and store of the target basket')
    .requiredOption('--targets <file>', 'CSV of the products in the target baskets')
    .requiredOption('--cutoff <time>', 'models learn from receipts before it', timeOption)
    .addOption(new Option('--members <which>', 'whose receipts and targets there are').choices(['all', 'in300']).default('all'))
    .addOption(new Option('--ranker <name>', 'what ranks').choices(MEMBER_RANKERS).default('shipped'))
    .addOption(new Option('--reference <name>', 'what it is compared with, member by member').choices([...MEMBER_RANKERS, 'none']).default('gp-topfreq'))
    .option('--seed <n>', 'decides which products stand beside those bought in training, and the draws of the intervals', wholeNumber, 0)
    .option('--trade-off', 'judge what booths would show, too, along three settings of the policy (with the shipped ranker)')
    .option('--plot <file>', 'write that curve as SVG; asks for --trade-off')
    .option('--json', 'print one JSON object')
    .action(run);
}

async function run(options: OffersOptions): Promise<void> {
  const started = performance.now();
  const whole = options.tradeOff === true || options.plot !== undefined;
  if (whole && options.ranker !== 'shipped') throw new VitrineError('invalid_configuration', '--trade-off and --plot judge the slates of the shipped ranker');
  const { data, questions } = await read(options);
  const ranker = learntRanker(options.ranker, data);
  tell(`${questions.length} members are asked about`);
  const judgement = judgedRanker(ranker, questions, options, data);
  // At once: the slates take minutes more.
  if (options.json !== true) writeRankingTable(judgement);
  const slates = ranker instanceof ShippedRanker ? tradeOff(ranker, questions, whole) : null;
  if (slates !== null && options.plot !== undefined) await writePlot(options.plot, tradeOffPlot(slates));
  if (options.json === true) writeJson({ ...judgement, ...reported(slates, whole), seconds: (performance.now() - started) / 1000 });
  else if (slates !== null) writeTradeOff(slates);
}

function judgedRanker(ranker: MemberRanker, questions: readonly JudgedQuestion[], options: OffersOptions, data: RankerData) {
  const answers = questions.map(({ question }) => {
    const decide = ranker.prepared(question);
    return timed(() => decide(PLACES));
  });
  const times = answers.map(({ ms }) => ms);
  const { all, novel } = judge(ranker, questions);
  const random = Random.from(`intervals:${options.seed}`);
  const against = options.reference === 'none' || options.reference === options.ranker ? null : judge(learntRanker(options.reference, data), questions);
  return {
    ranker: options.ranker, ...(ranker instanceof ShippedRanker ? { model: ranker.model } : {}), all: meanListQuality(all), novel: meanListQuality(novel), members: questions.length, novelMembers: novel.length,
    decisionMs: { p50: percentile(times, 0.5), p99: percentile(times, 0.99) }, signals: signalShares(answers.map(({ value }) => value)),
    ...(against === null ? {} : { comparedWith: { ranker: options.reference, all: pairedDifference(all, against.all, () => random.next()), novel: pairedDifference(novel, against.novel, () => random.next()) } }),
  };
}

function reported(slates: TradeOff | null, whole: boolean): object {
  if (slates === null) return {};
  const { slate, ...curves } = slates;
  return whole ? { slate, tradeOff: curves } : { slate };
}

async function read(options: OffersOptions): Promise<{ readonly data: RankerData; readonly questions: readonly JudgedQuestion[] }> {
  const [goods, promoted, households, targets] = await Promise.all([readGoods(options.catalogue), readPromotions(options.promotions), readHouseholds(options.households), readTargets(options.targets)]);
  const promotions = new StorePromotions(promoted);
  tell('reading receipts');
  const read = await readReceipts(options.purchases);
  const members = households.filter(({ in300 }) => in300 || options.members === 'all');
  const known = new Set(members.map(({ memberId }) => memberId));
  const receipts = options.members === 'all' ? read : read.filter(({ memberId }) => known.has(memberId));
  const questions = offerQuestions({ receipts, households: members, targets }, promotions);
  const before = receipts.filter(({ atMs }) => atMs < options.cutoff);
  if (questions.length === 0 || before.length === 0) throw new VitrineError('invalid_input_file', `nothing to evaluate: ${questions.length} members with a relevant offer, ${before.length} receipts before the cut-off`);
  return { data: { receipts: before, goods, seed: options.seed, promotions }, questions };
}

function judge(ranker: MemberRanker, questions: readonly JudgedQuestion[]): ReturnType<typeof judged> {
  return judged(questions, (question): readonly RankedItem[] => ranker.rank(question, PLACES), listQuality);
}

function timed<T>(work: () => T): { readonly value: T; readonly ms: number } {
  const started = performance.now();
  const value = work();
  return { value, ms: performance.now() - started };
}
