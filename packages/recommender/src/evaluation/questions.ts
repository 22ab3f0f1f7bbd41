import { MemberHistories } from './member-histories.js';
import { novelOnly, type ListQuality } from './ranking-report.js';
import type { JudgedQuestion, MemberRanker } from './ranking-question.js';
import type { MemberReceipt, TargetHousehold, TargetItem } from '../retail-records.js';
import type { StorePromotions } from '../store-promotions.js';

/** Products on the short list when every product sold is a candidate. */
const SHORTLIST = 300;

/** What an evaluation on members needs. */
export interface MemberTargets {
  /** Oldest first. */
  readonly receipts: readonly MemberReceipt[];
  readonly households: readonly TargetHousehold[];
  readonly targets: readonly TargetItem[];
}

/** One question a member with a relevant offer: candidates are the promotions of the target's store at its time. */
export function offerQuestions({ receipts, households, targets }: MemberTargets, promotions: StorePromotions): JudgedQuestion[] {
  const relevant = itemsPerMember(targets.filter(({ offered }) => offered));
  const histories = new MemberHistories(receipts);
  return households.flatMap((household) => {
    const { memberId, storeId, atMs } = household;
    const bought = relevant.get(memberId);
    return bought === undefined ? [] : [{ relevant: bought, question: { memberId, storeId, atMs, history: histories.before(household), candidates: promotions.at(storeId, atMs) } }];
  });
}

/** One question a member with a target: every product is a candidate, which the ranker narrows down itself. */
export function basketQuestions({ receipts, households, targets }: MemberTargets, ranker: MemberRanker): JudgedQuestion[] {
  const relevant = itemsPerMember(targets);
  const histories = new MemberHistories(receipts);
  return households.flatMap((household) => {
    const { memberId, storeId, atMs } = household;
    const bought = relevant.get(memberId);
    if (bought === undefined) return [];
    const history = histories.before(household);
    const candidates = [...new Set(ranker.shortlist(history, SHORTLIST))].map((item) => ({ item, discountPercent: 0 }));
    return [{ relevant: bought, question: { memberId, storeId, atMs, history, candidates } }];
  });
}

/** Quality of every answer, judged by `quality`; of novel products where the member's answer has any. */
export function judged(
  questions: readonly JudgedQuestion[],
  rank: (question: JudgedQuestion['question']) => readonly { readonly item: string }[],
  quality: (ranked: readonly string[], relevant: ReadonlySet<string>) => ListQuality,
): { readonly all: readonly ListQuality[]; readonly novel: readonly ListQuality[] } {
  const judge = ({ question, relevant }: JudgedQuestion): ListQuality => quality(rank(question).map(({ item }) => item), relevant);
  return { all: questions.map(judge), novel: questions.flatMap((one) => novelOnly(one) ?? []).map(judge) };
}

function itemsPerMember(targets: readonly TargetItem[]): ReadonlyMap<string, ReadonlySet<string>> {
  const items = new Map<string, Set<string>>();
  for (const { memberId, item } of targets) {
    const known = items.get(memberId);
    if (known === undefined) items.set(memberId, new Set([item]));
    else known.add(item);
  }
  return items;
}
