import { BestFirst, byScore } from './best-first.js';
import type { CandidateSet } from './candidate-set.js';
import type { Shopper } from './candidate.js';
import { Diversity } from './diversity.js';
import { explored } from './exploration.js';
import { memberSignals } from './member-signals.js';
import type { OfferPolicy } from './offer-policy.js';
import type { ChosenRow } from './ranked-offer.js';
import { liftsOf, meanSignals, reasonOf } from './reason.js';
import { logOddsOf, logOddsOfRows, usesSignal, withPolicy, type RelevanceModel } from './relevance.js';
import type { SignalColumns, SignalValues } from './signals.js';

/** What a member's slate was decided from. */
export interface MemberDecision {
  readonly columns: SignalColumns;
  /** The model's weights with what the policy adds to them. */
  readonly weights: RelevanceModel;
  /** Mean of each signal over the candidates that may be offered. */
  readonly average: SignalValues;
  /** Log odds per row: of the model for all products, and of that for products new to the member. */
  readonly overall: Float64Array;
  readonly novel: Float64Array;
  /** Rows that stand in places kept for what the member never bought. */
  readonly keptForNovel: readonly number[];
  readonly chosen: readonly ChosenRow[];
}

/**
 * The best for this member, with places kept for the best of what they never bought. What they buy is chosen first, so that a
 * novelty of the same title or category does not take its place.
 * @param rows those that may be offered
 * @param seed decides what is explored
 */
export function memberSlate(set: CandidateSet, rows: readonly number[], shopper: Shopper, nowMs: number, policy: OfferPolicy, model: RelevanceModel, seed: string): MemberDecision {
  const weights = withPolicy(model, policy);
  const columns = memberSignals(set, shopper, nowMs, (signal) => usesSignal(weights, signal));
  const average = meanSignals(columns, rows);
  const overall = logOddsOfRows(weights.overall, columns);
  const novel = logOddsOfRows(weights.novel, columns);
  const isNovel = (row: number): boolean => columns.habit[row] === 0;
  const diversity = new Diversity(set, policy.perCategory);
  const best = relevant(rows, overall, policy);
  const usual = diversity.take(best, policy.size - policy.novelPlaces);
  const kept = diversity.take(relevant(rows.filter(isNovel), novel, policy), Math.min(policy.novelPlaces, policy.size) - usual.filter(isNovel).length);
  const slate = byScore([...usual, ...kept, ...diversity.take(best, policy.size - usual.length - kept.length)], overall);
  const last = slate.length === policy.size ? slate.pop() : undefined;
  const place = last === undefined ? [] : [explored(last, diversity.couldJoin(best, policy.explorationPool), policy.exploration, seed)];
  const chosen = [...slate.map((row) => ({ row, propensity: 1 })), ...place].map(({ row, propensity }): ChosenRow => {
    const chosenBy = kept.includes(row) ? weights.novel : weights.overall;
    return { row, propensity, score: overall[row]!, novel: isNovel(row), reason: reasonOf(liftsOf(chosenBy, columns, row, average), isNovel(row)) };
  });
  return { columns, weights, average, overall, novel, keptForNovel: kept, chosen };
}

/** Those that are relevant enough, best first. */
function relevant(rows: readonly number[], scores: Float64Array, policy: OfferPolicy): Iterable<number> {
  const lowest = logOddsOf(policy.minimumRelevance);
  return new BestFirst(rows.filter((row) => scores[row]! >= lowest), scores);
}
