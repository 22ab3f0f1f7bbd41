import { byScore } from '../best-first.js';
import { CandidateSet } from '../candidate-set.js';
import type { Examples } from '../fitting/logistic-regression.js';
import { listQuality, type ListQuality } from '../evaluation/ranking-report.js';
import { memberSignals } from '../member-signals.js';
import type { MemberReceipt } from '../retail-records.js';
import type { Signal, SignalColumns } from '../signals.js';
import type { Taste } from '../taste.js';
import type { ShopKnowledge } from './shop-knowledge.js';

/** Products not bought that stand beside those bought in each question. */
const NOT_BOUGHT = 200;
const PLACES = 10;

interface Question {
  readonly atMs: number;
  readonly columns: SignalColumns;
  /** 1 for the rows of products that were bought. */
  readonly labels: Uint8Array;
}

/** Which products of a question: all, those the member bought before, or those they never bought. */
export type Products = 'all' | 'own' | 'novel';

/** Which questions: those asked from `fromMs` on and before `toMs`. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Examples that a stream makes for itself: what a receipt's discounted products look like just before it is learnt, beside others on offer. */
export class TrainingExamples {
  private readonly questions: Question[] = [];
  private offered = 0;
  private drawn = 0;

  /**
   * @param wanted which signals will be asked for
   * @param random uniform in [0, 1)
   */
  constructor(private readonly wanted: (signal: Signal) => boolean, private readonly random: () => number) {}

  /** ln of the share of the products on offer that were drawn: what an intercept fitted on these examples is too high by. */
  get drawnLogShare(): number {
    return this.offered === 0 ? 0 : Math.log(Math.min(1, this.drawn / this.offered));
  }

  /** @param taste the member's as it was before this receipt */
  add({ storeId, atMs, items, discounts }: MemberReceipt, taste: Taste, knowledge: ShopKnowledge): void {
    const onOffer = knowledge.onOfferLately();
    const offered = new Set(onOffer);
    const bought = new Set(items.filter((item, index) => discounts[index]! > 0 && offered.has(item)));
    if (bought.size === 0) return;
    const others = this.drawnFrom(onOffer, bought);
    this.offered += onOffer.length - bought.size;
    this.drawn += others.length;
    const set = new CandidateSet([...bought, ...others].map((item) => knowledge.candidate({ item, discountPercent: knowledge.lastDiscount(item) }, storeId, atMs)));
    const columns = memberSignals(set, knowledge.shopper(taste, storeId, atMs), atMs, this.wanted);
    this.questions.push({ atMs, columns, labels: Uint8Array.from(set.candidates, ({ sku }) => (bought.has(sku) ? 1 : 0)) });
  }

  /** How many questions were asked in a span. */
  count(span: Span): number {
    return this.within(span).length;
  }

  /** Values of `signals`, one row a product. */
  examples(signals: readonly Signal[], which: Products, span: Span): Examples {
    const kept = this.within(span).map((question) => ({ ...question, rows: rowsOf(question, which) }));
    const size = kept.reduce((sum, { rows }) => sum + rows.length, 0);
    const examples = { values: new Float64Array(size * signals.length), columns: signals.length, labels: new Uint8Array(size) };
    let at = 0;
    for (const { columns, labels, rows } of kept) for (const row of rows) {
      examples.labels[at] = labels[row]!;
      for (const [k, signal] of signals.entries()) examples.values[at * signals.length + k] = columns[signal][row]!;
      at++;
    }
    return examples;
  }

  /** How well scores find what was bought; of novel products only, questions without a novel one bought are left out. */
  judged(scoresOf: (columns: SignalColumns) => Float64Array, which: Products, span: Span): ListQuality[] {
    return this.within(span).flatMap((question) => {
      const { columns, labels } = question;
      const rows = rowsOf(question, which);
      const relevant = new Set(rows.filter((row) => labels[row] === 1).map(String));
      return relevant.size === 0 ? [] : [listQuality(byScore(rows, scoresOf(columns)).slice(0, PLACES).map(String), relevant)];
    });
  }

  private within({ fromMs, toMs }: Span): readonly Question[] {
    return this.questions.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
  }

  private drawnFrom(pool: readonly string[], bought: ReadonlySet<string>): string[] {
    const drawn = new Set<string>();
    for (let draw = 0; draw < NOT_BOUGHT && pool.length > 0; draw++) {
      const item = pool[Math.floor(this.random() * pool.length)]!;
      if (!bought.has(item)) drawn.add(item);
    }
    return [...drawn];
  }
}

function rowsOf({ columns, labels }: Question, which: Products): number[] {
  return [...labels.keys()].filter((row) => which === 'all' || (which === 'novel') === (columns.habit[row] === 0));
}
