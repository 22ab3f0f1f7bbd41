import { crc32 } from 'node:zlib';
import { BestItems } from '../completion/best-items.js';
import { fitLogistic } from '../fitting/logistic-regression.js';
import { QUESTION_SIGNALS, questionSignals, type QuestionSignal } from './question-signals.js';
import { MemberRanker, receiptsPerItem, type RankedItem, type RankingQuestion } from './ranking-question.js';
import type { MemberReceipt } from './retail-records.js';
import { ShopKnowledge } from './shop-knowledge.js';
import { TrainingExamples } from './training-examples.js';

/** What a shipped ranker is given. */
export interface ShippedRankerOptions {
  /** Path per product, from the widest category to the narrowest. */
  readonly categories: ReadonlyMap<string, readonly string[]>;
  /** Receipts from here on make the training targets; all before only teach the signals. */
  readonly fitFromMs: number;
  /** One receipt in so many of those is used. */
  readonly fitEvery: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

const PENALTY = 1;
/** Newest receipts whose products bring in what goes with them. */
const RECENT_RECEIPTS = 3;
/** Left out of the model for all products: it lifts what sells in large baskets above what the member buys. */
const OVERALL: readonly QuestionSignal[] = ['frequency', 'recency', 'popularity', 'storePopularity', 'category', 'discount', 'habit', 'regularity', 'recentCategory'];
/** Signals of what was never bought. */
const NOVEL: readonly QuestionSignal[] = ['popularity', 'storePopularity', 'category', 'discount', 'recentCategory', 'together'];

type SignalWeights = ReadonlyMap<QuestionSignal, number>;

/** The product's signals under two logistic models, one for all products and one for those new to the member, fitted on the stream itself. */
export class ShippedRanker extends MemberRanker {
  private readonly knowledge: ShopKnowledge;
  private readonly training: TrainingExamples;
  private readonly histories = new Map<string, MemberReceipt[]>();
  private models: { readonly overall: SignalWeights; readonly novel: SignalWeights } = { overall: new Map(), novel: new Map() };

  constructor(private readonly options: ShippedRankerOptions) {
    super();
    this.knowledge = new ShopKnowledge(options.categories);
    this.training = new TrainingExamples(options.random);
  }

  override learn(receipt: MemberReceipt): void {
    const history = this.histories.get(receipt.memberId) ?? [];
    if (receipt.atMs >= this.options.fitFromMs && crc32(receipt.id) % this.options.fitEvery === 0) this.training.add(receipt, history, this.knowledge);
    history.push(receipt);
    this.histories.set(receipt.memberId, history);
    this.knowledge.learn(receipt);
  }

  override ready(): void {
    const fitted = (signals: readonly QuestionSignal[], novelOnly: boolean): SignalWeights => {
      const { weights } = fitLogistic(this.training.examples(signals, novelOnly), PENALTY);
      return new Map(signals.map((signal, index) => [signal, weights[index]!]));
    };
    this.models = { overall: fitted(OVERALL, false), novel: fitted(NOVEL, true) };
  }

  /** Weights by signal, of both models. */
  get weights(): Readonly<Record<'overall' | 'novel', Readonly<Record<string, number>>>> {
    return { overall: Object.fromEntries(this.models.overall), novel: Object.fromEntries(this.models.novel) };
  }

  override rank(question: RankingQuestion, top: number): readonly RankedItem[] {
    const own = new Set(question.history.flatMap(({ items }) => items));
    const isNovel = question.candidates.every(({ item }) => !own.has(item));
    const values = questionSignals(question, this.knowledge, isNovel);
    const columns = QUESTION_SIGNALS.length;
    const weights = Array.from(isNovel ? this.models.novel : this.models.overall, ([signal, weight]) => ({ signal, weight, column: QUESTION_SIGNALS.indexOf(signal) }));
    const best = new BestItems(top);
    const starts = new Map<string, number>();
    for (const [index, { item }] of question.candidates.entries()) {
      starts.set(item, index * columns);
      best.offer(item, weights.reduce((sum, { weight, column }) => sum + weight * values[index * columns + column]!, 0));
    }
    const lift = (item: string): string => weights.map(({ signal, weight, column }) => ({ signal, lift: weight * values[starts.get(item)! + column]! })).reduce((a, b) => (b.lift > a.lift ? b : a)).signal;
    return best.ranked().map(({ item, score }) => ({ item, score, signal: weights.length === 0 ? 'none' : lift(item) }));
  }

  override shortlist(history: readonly MemberReceipt[], count: number): readonly string[] {
    const lately = history.slice(-RECENT_RECEIPTS).flatMap(({ items }) => items);
    const together = this.knowledge.pairs.complete(lately, count).map(({ item }) => item);
    return [...receiptsPerItem(history).keys(), ...this.knowledge.sales.best(count), ...together];
  }
}
