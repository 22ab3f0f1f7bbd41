import { BestItems } from '../completion/best-items.js';
import { Cooccurrence } from '../cooccurrence/cooccurrence.js';
import { MemberRanker, receiptsPerItem, type RankedItem, type RankingQuestion } from './ranking-question.js';
import type { MemberReceipt } from '../retail-records.js';
import { SalesWindow } from '../sales/sales-window.js';

const FOUR_WEEKS_MS = 28 * 86_400_000;

/** What sold best in the last four weeks, the same for everybody. */
export class PopularityRanker extends MemberRanker {
  private readonly sales = new SalesWindow(FOUR_WEEKS_MS);

  override learn(receipt: MemberReceipt): void {
    this.sales.add(receipt);
  }

  override rank({ candidates }: RankingQuestion, top: number): readonly RankedItem[] {
    return ranked(candidates.map(({ item }) => ({ item, score: this.sales.recent.get(item) ?? 0, signal: 'popularity' })), top);
  }

  override shortlist(_history: readonly MemberReceipt[], count: number): readonly string[] {
    return this.sales.best(count);
  }
}

/** Own frequency, then popularity: count in the own history + receipts / (most receipts + 1). The rule to beat (Li et al. 2023, GP-TopFreq). */
export class FrequencyRanker extends MemberRanker {
  private readonly sales = new SalesWindow(FOUR_WEEKS_MS);

  override learn(receipt: MemberReceipt): void {
    this.sales.add(receipt);
  }

  override rank({ candidates, history }: RankingQuestion, top: number): readonly RankedItem[] {
    const own = receiptsPerItem(history);
    return ranked(candidates.map(({ item }) => {
      const bought = own.get(item) ?? 0;
      return { item, score: bought + (this.sales.all.get(item) ?? 0) / (this.sales.most + 1), signal: bought > 0 ? 'frequency' : 'popularity' };
    }), top);
  }

  override shortlist(history: readonly MemberReceipt[], count: number): readonly string[] {
    return [...receiptsPerItem(history).keys(), ...this.sales.best(count)];
  }
}

/** What is bought together with what the member bought: co-occurrence cosine summed over the whole history. */
export class CooccurrenceRanker extends MemberRanker {
  private readonly pairs = new Cooccurrence();

  override learn(receipt: MemberReceipt): void {
    this.pairs.learn(receipt);
  }

  override rank({ candidates, history }: RankingQuestion, top: number): readonly RankedItem[] {
    const scores = this.pairs.scores([...receiptsPerItem(history).keys()]);
    return ranked(candidates.map(({ item }) => ({ item, score: scores[this.pairs.numberOf(item) ?? -1] ?? 0, signal: 'cooccurrence' })), top);
  }

  override shortlist(history: readonly MemberReceipt[], count: number): readonly string[] {
    const own = [...receiptsPerItem(history).keys()];
    return [...own, ...this.pairs.complete(own, count).map(({ item }) => item)];
  }
}

function ranked(scored: readonly RankedItem[], top: number): readonly RankedItem[] {
  const signals = new Map(scored.map(({ item, signal }) => [item, signal]));
  const best = new BestItems(top);
  for (const { item, score } of scored) best.offer(item, score);
  return best.ranked().map(({ item, score }) => ({ item, score, signal: signals.get(item)! }));
}
