import { crc32 } from 'node:zlib';
import type { ChainId, MemberId, Sku } from '@vitrine/contracts';
import type { ListQuality } from '../evaluation/ranking-report.js';
import { fitLogistic } from '../fitting/logistic-regression.js';
import type { RankingModel } from '../ranking-model.js';
import { logOddsOfRows, type RelevanceModel, type RelevanceWeights } from '../relevance.js';
import type { MemberReceipt, SoldReceipt } from '../retail-records.js';
import type { Signal, SignalColumns } from '../signals.js';
import { StorePromotions } from '../store-promotions.js';
import { applyReceipt, type Taste } from '../taste.js';
import { OffersThen } from './offers-then.js';
import { ShopKnowledge, type ShopKnowledgeOptions } from './shop-knowledge.js';
import { TrainingExamples, type Products, type Span } from './training-examples.js';

/** What a ranking model is trained by. */
export interface RankingTrainerOptions extends ShopKnowledgeOptions {
  /** Promotions that are known of the time of the receipts; where there are none, discounts in the chain stand for them. */
  readonly promotions?: StorePromotions;
  /** Receipts from here on make the training targets; all before only teach the signals. */
  readonly fitFromMs: number;
  /** One receipt in so many of those is used. */
  readonly fitEvery: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** A receipt of a member, or of nobody whose purchases may be kept. */
export type SomebodysReceipt = SoldReceipt & { readonly memberId: string | null };

/** What ranks in a judgement: a model, or a rule that needs none. */
export type JudgedRanking = RelevanceModel | 'gp-topfreq' | 'popularity';

/** L2 penalty for each question: what is fitted on one set of offers is asked of another, so weights are held back however many questions there are. */
const PENALTY = 0.2;
/** Vectors and words are left out of the model for all products: they lift what resembles the member's own products above these. */
const OVERALL: readonly Signal[] = ['recency', 'popularity', 'storePopularity', 'category', 'discount', 'habit', 'regularity', 'recentCategory', 'together'];
/** Signals of what the member bought: of these alone the mere number of receipts says more than recency does. */
const OWN: readonly Signal[] = ['frequency', ...OVERALL.filter((signal) => signal !== 'habit' && signal !== 'together')];
/** Signals of what was never bought. */
const NOVEL: readonly Signal[] = ['popularity', 'storePopularity', 'category', 'discount', 'recentCategory', 'together', 'similarTitle', 'tasteMatch'];

/**
 * Learns a chain's receipts in their order, and from the newer ones what offers are bought: each is a question just before it is
 * learnt, so no signal has seen its own answer. The result is two logistic regressions, one over all products and one over those new to the member.
 */
export class RankingTrainer {
  readonly knowledge: ShopKnowledge;
  private readonly training: TrainingExamples;
  private readonly offers: OffersThen;
  private readonly tastes = new Map<string, Taste>();
  private newestMs = 0;

  constructor(private readonly options: RankingTrainerOptions) {
    this.knowledge = new ShopKnowledge(options);
    this.training = new TrainingExamples((signal) => OVERALL.includes(signal) || NOVEL.includes(signal), options.random);
    this.offers = new OffersThen(options.promotions ?? new StorePromotions([]));
  }

  /** Takes in a receipt, in the order of sale. */
  learn(receipt: SomebodysReceipt): void {
    const { memberId, ...sold } = receipt;
    this.newestMs = Math.max(this.newestMs, receipt.atMs);
    if (memberId !== null) this.learnMember({ ...sold, memberId });
    this.offers.see(sold);
    this.knowledge.learn(sold);
  }

  /** The weights that explain best what was bought so far. @param untilMs leaves out questions from here on, to judge by */
  fit(untilMs = Number.POSITIVE_INFINITY): RankingModel {
    const span = { fromMs: this.options.fitFromMs, toMs: untilMs };
    const window = { fromMs: this.options.fitFromMs, toMs: Math.min(untilMs, this.newestMs + 1) };
    return { overall: this.fitted(OVERALL, 'all', span), novel: this.fitted(NOVEL, 'novel', span), window, questions: this.training.count(span) };
  }

  /** The weights that explain best which of their own products members bought again; on one scale with those for novel ones. */
  fitOwn(): RelevanceWeights {
    return this.fitted(OWN, 'own', { fromMs: this.options.fitFromMs, toMs: Number.POSITIVE_INFINITY });
  }

  /** How many questions from `fromMs` on judge. */
  questions(fromMs: number): number {
    return this.training.count({ fromMs, toMs: Number.POSITIVE_INFINITY });
  }

  /** How well a ranking finds what was bought, in questions from `fromMs` on; with `novelOnly`, what was bought for the first time. */
  judge(ranking: JudgedRanking, fromMs: number, novelOnly: boolean): readonly ListQuality[] {
    const scoresOf = (columns: SignalColumns): Float64Array => (ranking === 'popularity' ? columns.popularity : ranking === 'gp-topfreq' ? frequencyFirst(columns) : logOddsOfRows(novelOnly ? ranking.novel : ranking.overall, columns));
    return this.training.judged(scoresOf, novelOnly ? 'novel' : 'all', { fromMs, toMs: Number.POSITIVE_INFINITY });
  }

  private learnMember(receipt: MemberReceipt): void {
    const { id, memberId, storeId, atMs } = receipt;
    const taste = this.tastes.get(memberId) ?? null;
    const asked = atMs >= this.options.fitFromMs && crc32(id) % this.options.fitEvery === 0;
    if (asked && taste !== null) this.training.add(receipt, taste, this.knowledge, this.offers.at(storeId, atMs));
    this.tastes.set(memberId, tasteWith(taste, receipt));
  }

  private fitted(signals: readonly Signal[], which: Products, span: Span): RelevanceWeights {
    const { intercept, weights } = fitLogistic(this.training.examples(signals, which, span), PENALTY * this.training.count(span));
    return { intercept: intercept + this.training.drawnLogShare(span), weights: Object.fromEntries(signals.map((signal, index) => [signal, weights[index]!])) };
  }
}

const ONE_MILLI = 1000;

/** The taste with one more receipt of a file, which tells no quantities. */
export function tasteWith(taste: Taste | null, { memberId, atMs, items }: MemberReceipt): Taste {
  const lines = items.map((item) => ({ sku: item as Sku, quantityMilli: ONE_MILLI }));
  return applyReceipt(taste, { chainId: 'files' as ChainId, memberId: memberId as MemberId, occurredAtMs: atMs, kind: 'SALE', lines });
}

/** Own receipts, and popularity, which is at most 1, among equals. */
function frequencyFirst({ frequency, popularity }: SignalColumns): Float64Array {
  return frequency.map((value, row) => Math.round(Math.expm1(value)) + popularity[row]! / 2);
}
