import { byScore } from '../best-first.js';
import type { Examples } from '../fitting/logistic-regression.js';
import { listQuality, type ListQuality } from '../evaluation/ranking-report.js';
import { memberSignals } from '../member-signals.js';
import type { MemberReceipt } from '../retail-records.js';
import type { Signal, SignalColumns } from '../signals.js';
import type { OfferedItem } from '../store-promotions.js';
import type { Taste } from '../taste.js';
import type { OffersAtTime } from './offers-then.js';
import type { ShopKnowledge } from './shop-knowledge.js';

/** Products not bought that stand beside those bought in each question. */
const NOT_BOUGHT = 200;
const PLACES = 10;
/** From so many questions on, those with a store's own promotions do without those where others stand for them. */
const ENOUGH_KNOWN = 200;

interface Question {
  readonly atMs: number;
  /** Whether its products are the promotions of the store. */
  readonly known: boolean;
  readonly columns: SignalColumns;
  /** 1 for the rows of products that were bought. */
  readonly labels: Uint8Array;
  readonly bought: number;
  /** Products on offer that were not bought, of which some are rows. */
  readonly left: number;
}

/** Which products of a question: all, those the member bought before, or those they never bought. */
export type Products = 'all' | 'own' | 'novel';

/** Which questions: those asked from `fromMs` on and before `toMs`. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Examples that a stream makes for itself: what a receipt's discounted products look like just before it is learnt, beside others that were on offer. */
export class TrainingExamples {
  private readonly questions: Question[] = [];

  /**
   * @param wanted which signals will be asked for
   * @param random uniform in [0, 1)
   */
  constructor(private readonly wanted: (signal: Signal) => boolean, private readonly random: () => number) {}

  /** @param taste the member's as it was before this receipt */
  add({ storeId, atMs, items, discounts }: MemberReceipt, taste: Taste, knowledge: ShopKnowledge, { offers, known }: OffersAtTime): void {
    const reduced = new Set(items.filter((_, index) => discounts[index]! > 0));
    const bought = offers.filter(({ item }) => reduced.has(item));
    if (bought.length === 0) return;
    const others = offers.filter(({ item }) => !reduced.has(item));
    const { set, shopper } = knowledge.asked([...bought, ...this.drawnFrom(others)], taste, storeId, atMs);
    const columns = memberSignals(set, shopper, atMs, this.wanted);
    this.questions.push({ atMs, known, columns, labels: Uint8Array.from(set.candidates, ({ sku }) => (reduced.has(sku) ? 1 : 0)), bought: bought.length, left: others.length });
  }

  /** How many questions of a span count. */
  count(span: Span): number {
    return this.within(span).length;
  }

  /** ln of the share that was drawn of what was on offer: what an intercept fitted on these examples is too high by. */
  drawnLogShare(span: Span): number {
    const questions = this.within(span);
    const left = questions.reduce((sum, question) => sum + question.left, 0);
    return left === 0 ? 0 : Math.log(questions.reduce((sum, { labels, bought }) => sum + labels.length - bought, 0) / left);
  }

  /** Values of `signals`, one row a product; all rows of a question weigh 1 / products bought of them, so that a question counts as much as another. */
  examples(signals: readonly Signal[], which: Products, span: Span): Examples {
    const kept = this.within(span).map((question) => ({ ...question, rows: rowsOf(question, which) }));
    const size = kept.reduce((sum, { rows }) => sum + rows.length, 0);
    const examples = { values: new Float64Array(size * signals.length), columns: signals.length, labels: new Uint8Array(size), weights: new Float64Array(size) };
    let at = 0;
    for (const { columns, labels, rows } of kept) {
      const weight = 1 / Math.max(1, rows.reduce((sum, row) => sum + labels[row]!, 0));
      for (const row of rows) {
        examples.labels[at] = labels[row]!;
        examples.weights[at] = weight;
        for (const [k, signal] of signals.entries()) examples.values[at * signals.length + k] = columns[signal][row]!;
        at++;
      }
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
    const all = this.questions.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
    const known = all.filter((question) => question.known);
    return known.length < ENOUGH_KNOWN ? all : known;
  }

  private drawnFrom(pool: readonly OfferedItem[]): OfferedItem[] {
    const drawn = new Set<OfferedItem>();
    for (let draw = 0; draw < NOT_BOUGHT && pool.length > 0; draw++) drawn.add(pool[Math.floor(this.random() * pool.length)]!);
    return [...drawn];
  }
}

function rowsOf({ columns, labels }: Question, which: Products): number[] {
  return [...labels.keys()].filter((row) => which === 'all' || (which === 'novel') === (columns.habit[row] === 0));
}
