import type { MemberReceipt } from '../retail-records.js';
import type { OfferedItem } from '../store-promotions.js';

/** What is asked of a ranker: which of the candidates this member buys on the next visit. */
export interface RankingQuestion {
  readonly memberId: string;
  readonly storeId: string;
  readonly atMs: number;
  /** The member's own earlier receipts, oldest first. */
  readonly history: readonly MemberReceipt[];
  readonly candidates: readonly OfferedItem[];
}

/** A question with its answer: what was bought of the candidates. */
export interface JudgedQuestion {
  readonly question: RankingQuestion;
  readonly relevant: ReadonlySet<string>;
}

/** A ranked product and what spoke for it most. */
export interface RankedItem {
  readonly item: string;
  readonly score: number;
  readonly signal: string;
}

/** Learns from every receipt of a chain and ranks products for its members. */
export abstract class MemberRanker {
  /** Takes a receipt in, once, in the order of sale. */
  abstract learn(receipt: MemberReceipt): void;

  /** The best `top` candidates, best first; ties go to the smaller item. */
  abstract rank(question: RankingQuestion, top: number): readonly RankedItem[];

  /** The same with everything done beforehand that a store keeps ready and that is known of a member: what is left is the decision. */
  prepared(question: RankingQuestion): (top: number) => readonly RankedItem[] {
    return (top) => this.rank(question, top);
  }

  /** Called once when all receipts are learnt, before the first question. */
  ready(): void {}

  /** What is on the short list when every product sold is a candidate: at least the member's own and what sells best. */
  abstract shortlist(history: readonly MemberReceipt[], count: number): readonly string[];
}

/** Every product of a history with the receipts that carried it. */
export function receiptsPerItem(history: readonly MemberReceipt[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { items } of history) for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}
