import type { Examples } from '../fitting/logistic-regression.js';
import { QUESTION_SIGNALS, questionSignals, type QuestionSignal } from './question-signals.js';
import type { RankingCandidate } from './ranking-question.js';
import type { MemberReceipt } from './retail-records.js';
import type { ShopKnowledge } from './shop-knowledge.js';

/** Products not bought that stand beside those bought in each question. */
const NOT_BOUGHT = 200;
const HABIT = QUESTION_SIGNALS.indexOf('habit');

/** Examples that a stream makes for itself: what a receipt's discounted products look like just before it is learnt, beside others on offer. */
export class TrainingExamples {
  private readonly rows: Float64Array[] = [];
  private readonly labels: number[] = [];

  /** @param random uniform in [0, 1) */
  constructor(private readonly random: () => number) {}

  /** @param history the member's receipts before this one, oldest first */
  add({ memberId, storeId, atMs, items, discounts }: MemberReceipt, history: readonly MemberReceipt[], knowledge: ShopKnowledge): void {
    const onOffer = knowledge.onOfferLately();
    const offered = new Set(onOffer);
    const bought = new Set(items.filter((item, index) => discounts[index]! > 0 && offered.has(item)));
    if (bought.size === 0 || history.length === 0) return;
    const candidates = [...bought, ...this.drawn(onOffer, bought)].map((item): RankingCandidate => ({ item, discountPercent: knowledge.lastDiscount(item) }));
    this.rows.push(questionSignals({ memberId, storeId, atMs, history, candidates }, knowledge, true));
    for (const { item } of candidates) this.labels.push(bought.has(item) ? 1 : 0);
  }

  /** Values of `signals`, of all products or only of those new to the member. */
  examples(signals: readonly QuestionSignal[], novelOnly: boolean): Examples {
    const all = QUESTION_SIGNALS.length;
    const columns = signals.map((signal) => QUESTION_SIGNALS.indexOf(signal));
    const starts = this.rows.flatMap((rows) => Array.from({ length: rows.length / all }, (_, index) => ({ rows, start: index * all })));
    const kept = starts.map((one, index) => ({ ...one, label: this.labels[index]! })).filter(({ rows, start }) => !novelOnly || rows[start + HABIT] === 0);
    const values = new Float64Array(kept.length * columns.length);
    for (const [at, { rows, start }] of kept.entries()) for (const [k, column] of columns.entries()) values[at * columns.length + k] = rows[start + column]!;
    return { values, columns: columns.length, labels: Uint8Array.from(kept, ({ label }) => label) };
  }

  private drawn(pool: readonly string[], bought: ReadonlySet<string>): string[] {
    const drawn = new Set<string>();
    for (let draw = 0; draw < NOT_BOUGHT && pool.length > 0; draw++) {
      const item = pool[Math.floor(this.random() * pool.length)]!;
      if (!bought.has(item)) drawn.add(item);
    }
    return [...drawn];
  }
}
