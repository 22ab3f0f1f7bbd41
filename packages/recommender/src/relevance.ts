import type { OfferPolicy } from './offer-policy.js';
import { SIGNALS, type Signal, type SignalColumns } from './signals.js';

/** Weights of the signals and the intercept of a logistic model; a signal without a weight does not count. */
export interface RelevanceWeights {
  readonly intercept: number;
  readonly weights: Readonly<Partial<Record<Signal, number>>>;
}

/** The two models of a ranker. */
export interface RelevanceModel {
  /** Orders the slate. */
  readonly overall: RelevanceWeights;
  /** Chooses among products the member never bought. */
  readonly novel: RelevanceWeights;
}

/** The model's log odds of every row that its offer is bought; higher is better. */
export function logOddsOfRows({ intercept, weights }: RelevanceWeights, columns: SignalColumns): Float64Array {
  const odds = new Float64Array(columns.habit.length).fill(intercept);
  for (const signal of SIGNALS) {
    const weight = weights[signal] ?? 0;
    if (weight === 0) continue;
    const column = columns[signal];
    for (let row = 0; row < odds.length; row++) odds[row]! += weight * column[row]!;
  }
  return odds;
}

/** Whether either of the two models asks for the signal. */
export function usesSignal({ overall, novel }: RelevanceModel, signal: Signal): boolean {
  return (overall.weights[signal] ?? 0) !== 0 || (novel.weights[signal] ?? 0) !== 0;
}

/** The model with what the policy adds to its weights, so that scores, reasons and explanations tell of it. */
export function withPolicy({ overall, novel }: RelevanceModel, { discountEmphasis, marginEmphasis }: OfferPolicy): RelevanceModel {
  const added = ({ intercept, weights }: RelevanceWeights): RelevanceWeights => ({
    intercept, weights: { ...weights, discount: (weights.discount ?? 0) + discountEmphasis, margin: (weights.margin ?? 0) + marginEmphasis },
  });
  return { overall: added(overall), novel: added(novel) };
}

/** A chance, 0 to 1, as log odds. */
export function logOddsOf(chance: number): number {
  return Math.log(chance / (1 - chance));
}
