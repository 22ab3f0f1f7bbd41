import { crc32 } from 'node:zlib';
import type { ChainId, MemberId, Sku } from '@vitrine/contracts';
import type { KnownGoods } from '../candidate.js';
import { fitLogistic } from '../fitting/logistic-regression.js';
import type { RelevanceModel, RelevanceWeights } from '../relevance.js';
import type { MemberReceipt } from '../retail-records.js';
import type { Signal } from '../signals.js';
import { applyReceipt, type Taste } from '../taste.js';
import { ShopKnowledge } from './shop-knowledge.js';
import { TrainingExamples } from './training-examples.js';

/** What a ranking model is trained by. */
export interface RankingTrainerOptions {
  /** Title and category path per product. */
  readonly goods: ReadonlyMap<string, KnownGoods>;
  /** Receipts from here on make the training targets; all before only teach the signals. */
  readonly fitFromMs: number;
  /** One receipt in so many of those is used. */
  readonly fitEvery: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

const PENALTY = 1;
/** Co-occurrence is left out of the model for all products: it lifts what sells in large baskets above what the member buys. */
const OVERALL: readonly Signal[] = ['frequency', 'recency', 'popularity', 'storePopularity', 'category', 'discount', 'habit', 'regularity', 'recentCategory'];
/** Signals of what was never bought. */
const NOVEL: readonly Signal[] = ['popularity', 'storePopularity', 'category', 'discount', 'recentCategory', 'together', 'similarTitle'];

/**
 * Learns a chain's receipts in their order, and from the newer ones what offers are bought: each is a question just before it is
 * learnt, so no signal has seen its own answer. The result is two logistic regressions, one over all products and one over those new to the member.
 */
export class RankingTrainer {
  readonly knowledge: ShopKnowledge;
  private readonly training: TrainingExamples;
  private readonly tastes = new Map<string, Taste>();

  constructor(private readonly options: RankingTrainerOptions) {
    this.knowledge = new ShopKnowledge(options.goods);
    this.training = new TrainingExamples((signal) => OVERALL.includes(signal) || NOVEL.includes(signal), options.random);
  }

  /** Questions that the weights are fitted on. */
  get questions(): number {
    return this.training.size;
  }

  learn(receipt: MemberReceipt): void {
    const taste = this.tastes.get(receipt.memberId) ?? null;
    const asked = receipt.atMs >= this.options.fitFromMs && crc32(receipt.id) % this.options.fitEvery === 0;
    if (asked && taste !== null) this.training.add(receipt, taste, this.knowledge);
    this.tastes.set(receipt.memberId, tasteWith(taste, receipt));
    this.knowledge.learn(receipt);
  }

  /** The weights that explain best what was bought so far. */
  fit(): RelevanceModel {
    return { overall: this.fitted(OVERALL, false), novel: this.fitted(NOVEL, true) };
  }

  private fitted(signals: readonly Signal[], novelOnly: boolean): RelevanceWeights {
    const { intercept, weights } = fitLogistic(this.training.examples(signals, novelOnly), PENALTY);
    return { intercept: intercept + this.training.drawnLogShare, weights: Object.fromEntries(signals.map((signal, index) => [signal, weights[index]!])) };
  }
}

const ONE_MILLI = 1000;

/** The taste with one more receipt of a file, which tells no quantities. */
export function tasteWith(taste: Taste | null, { memberId, atMs, items }: MemberReceipt): Taste {
  const lines = items.map((item) => ({ sku: item as Sku, quantityMilli: ONE_MILLI }));
  return applyReceipt(taste, { chainId: 'files' as ChainId, memberId: memberId as MemberId, occurredAtMs: atMs, kind: 'SALE', lines });
}
