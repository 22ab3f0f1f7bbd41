import type { OfferReason, Sku } from '@vitrine/contracts';
import type { CandidateSet } from './candidate-set.js';
import { Diversity } from './diversity.js';
import type { Refusal } from './eligibility.js';
import type { MemberDecision } from './member-slate.js';
import type { OfferPolicy } from './offer-policy.js';
import { liftsOf } from './reason.js';
import { logOddsOf } from './relevance.js';
import { SIGNALS, type Signal } from './signals.js';
import type { SlateDecision } from './slate.js';

/** What became of a candidate. */
export type Verdict = 'SHOWN' | Refusal | 'TOO_IRRELEVANT' | 'SAME_TITLE' | 'CATEGORY_FULL' | 'OUTRANKED';

/** One signal of one candidate. */
export interface ExplainedSignal {
  readonly value: number;
  /** What it adds to the log odds, compared with the average candidate: weight x (value - mean). */
  readonly lift: number;
}

/** Why one candidate is on the slate, or is not. */
export interface ExplainedCandidate {
  readonly sku: Sku;
  readonly promotionId: string;
  readonly title: string;
  readonly discountPercent: number;
  readonly verdict: Verdict;
  /** Place on the slate; null when it is not shown. */
  readonly rank: number | null;
  readonly reason: OfferReason | null;
  readonly propensity: number | null;
  /** Null where nobody is known. */
  readonly novel: boolean | null;
  /** Log odds of a member's candidate, receipts of an anonymous one; higher is better. */
  readonly score: number;
  /** Under the weights that chose it, or would have: those for novel products where it stands in a place kept for them. Null where nobody is known. */
  readonly signals: Readonly<Partial<Record<Signal, ExplainedSignal>>> | null;
}

/** Why each candidate is shown or not: the slate first, then the others by falling score. Of signals those that the model or the policy weighs. */
export function explain(set: CandidateSet, decision: SlateDecision, policy: OfferPolicy): ExplainedCandidate[] {
  const { member, anonymous, slate, refusals } = decision;
  const chosen = (member ?? anonymous!).chosen;
  const scores = member?.overall ?? anonymous!.scores;
  const shown = new Map(chosen.map(({ row }, index) => [row, slate[index]!]));
  const diversity = new Diversity(set, policy.perCategory);
  for (const { row } of chosen) diversity.add(row);
  const lowest = member === null ? Number.NEGATIVE_INFINITY : logOddsOf(policy.minimumRelevance);
  const verdictOf = (row: number): Verdict => {
    if (shown.has(row)) return 'SHOWN';
    return refusals[row] ?? (scores[row]! < lowest ? 'TOO_IRRELEVANT' : diversity.objection(row) ?? 'OUTRANKED');
  };
  const explained = [...set.candidates.entries()].map(([row, { sku, promotionId, title, discountPercent }]): ExplainedCandidate => {
    const offer = shown.get(row);
    return {
      sku, promotionId, title, discountPercent, verdict: verdictOf(row), rank: offer?.rank ?? null, reason: offer?.reason ?? null, propensity: offer?.propensity ?? null,
      novel: member === null ? null : member.columns.habit[row] === 0, score: scores[row]!, signals: member === null ? null : signalsOf(member, row),
    };
  });
  return explained.toSorted((a, b) => (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY) || b.score - a.score || (a.sku < b.sku ? -1 : 1));
}

function signalsOf({ columns, weights: model, average, keptForNovel }: MemberDecision, row: number): Readonly<Partial<Record<Signal, ExplainedSignal>>> {
  const weights = keptForNovel.includes(row) ? model.novel : model.overall;
  const lifts = liftsOf(weights, columns, row, average);
  return Object.fromEntries(SIGNALS.filter((signal) => (weights.weights[signal] ?? 0) !== 0).map((signal) => [signal, { value: columns[signal][row]!, lift: lifts[signal] }]));
}
