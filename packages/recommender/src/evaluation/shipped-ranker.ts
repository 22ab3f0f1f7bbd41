import type { ChainId, MemberId } from '@vitrine/contracts';
import { byScore } from '../best-first.js';
import type { Shopper } from '../candidate.js';
import type { CandidateSet } from '../candidate-set.js';
import { memberSignals } from '../member-signals.js';
import type { OfferPolicy } from '../offer-policy.js';
import type { RankedOffer } from '../ranked-offer.js';
import { liftsOf, meanSignals, strongestSignal } from '../reason.js';
import { logOddsOfRows, usesSignal, type RelevanceModel, type RelevanceWeights } from '../relevance.js';
import type { MemberReceipt } from '../retail-records.js';
import type { Signal } from '../signals.js';
import { decideSlate } from '../slate.js';
import type { Taste } from '../taste.js';
import { RankingTrainer, tasteWith, type RankingTrainerOptions } from '../training/ranking-trainer.js';
import { MemberRanker, receiptsPerItem, type RankedItem, type RankingQuestion } from './ranking-question.js';

/** Newest receipts whose products bring in what goes with them. */
const RECENT_RECEIPTS = 3;

/** What the platform decides by, over the same signals from the same folds, with a model trained on the receipts themselves. */
export class ShippedRanker extends MemberRanker {
  private readonly trainer: RankingTrainer;
  private fitted: RelevanceModel | null = null;
  private own: RelevanceWeights | null = null;

  /** @param apart ranks own and novel products by weights of their own, which is better where every product is a candidate */
  constructor(options: RankingTrainerOptions, private readonly apart = false) {
    super();
    this.trainer = new RankingTrainer(options);
  }

  override learn(receipt: MemberReceipt): void {
    this.trainer.learn(receipt);
  }

  override ready(): void {
    this.fitted = this.trainer.fit();
    if (this.apart) this.own = this.trainer.fitOwn();
  }

  /** The model; there once `ready` was called. */
  get model(): RelevanceModel {
    return this.fitted ?? this.trainer.fit();
  }

  override rank(question: RankingQuestion, top: number): readonly RankedItem[] {
    return this.prepared(question)(top);
  }

  override prepared(question: RankingQuestion): (top: number) => readonly RankedItem[] {
    const { set, shopper } = this.asked(question);
    const wanted = (signal: Signal): boolean => usesSignal(this.model, signal);
    set.makeReady(wanted);
    return (top) => {
      const columns = memberSignals(set, shopper, question.atMs, wanted);
      const ofNovel = this.own !== null || columns.habit.every((bought) => bought === 0) ? this.model.novel : this.model.overall;
      const ofOwn = this.own ?? ofNovel;
      const novel = logOddsOfRows(ofNovel, columns);
      const own = ofOwn === ofNovel ? novel : logOddsOfRows(ofOwn, columns);
      const isOwn = (row: number): boolean => columns.habit[row] !== 0;
      const scores = novel.map((score, row) => (isOwn(row) ? own[row]! : score));
      const rows = [...set.candidates.keys()];
      const average = meanSignals(columns, rows);
      return byScore(rows, scores).slice(0, top).map((row) => ({ item: set.candidates[row]!.sku, score: scores[row]!, signal: strongestSignal(liftsOf(isOwn(row) ? ofOwn : ofNovel, columns, row, average)) }));
    };
  }

  /** What a booth would show under each policy. Nothing is out of stock, and nothing explored. */
  slates(question: RankingQuestion, policies: readonly OfferPolicy[]): readonly (readonly RankedOffer[])[] {
    const { set, shopper } = this.asked(question);
    const input = { nowMs: question.atMs, timeZone: 'UTC', candidates: set, onHandMilli: new Map(), shopper, seed: '' };
    return policies.map((policy) => decideSlate(input, { ...policy, exploration: 0 }, this.model));
  }

  private asked({ memberId, storeId, atMs, history, candidates }: RankingQuestion): { readonly set: CandidateSet; readonly shopper: Shopper } {
    return this.trainer.knowledge.asked(candidates, tasteOf(memberId, history), storeId, atMs);
  }

  override shortlist(history: readonly MemberReceipt[], count: number): readonly string[] {
    const { knowledge } = this.trainer;
    const companions = knowledge.companionsIn(history.at(-1)?.storeId ?? '');
    const lately = new Set(history.slice(-RECENT_RECEIPTS).flatMap(({ items }) => items));
    const together = new Map<string, number>();
    for (const item of lately) {
      const row = companions.row(item);
      for (const [other, shared] of row?.shared ?? []) together.set(other, (together.get(other) ?? 0) + shared / Math.sqrt(row!.weight * companions.weightOf(other)));
    }
    const best = [...together].filter(([item]) => !lately.has(item)).toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, count);
    return [...receiptsPerItem(history).keys(), ...knowledge.sales.best(count), ...best.map(([item]) => item)];
  }
}

function tasteOf(memberId: string, history: readonly MemberReceipt[]): Taste {
  const nothing: Taste = { chainId: 'files' as ChainId, memberId: memberId as MemberId, version: 0, receipts: 0, updatedAtMs: 0, products: [], recent: [] };
  return history.reduce(tasteWith, nothing);
}
