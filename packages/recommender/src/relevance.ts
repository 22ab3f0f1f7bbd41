import type { Signal, SignalValues } from './signals.js';

/** Weights of the signals and the intercept of a logistic model. */
export interface RelevanceWeights {
  readonly intercept: number;
  readonly weights: Readonly<Record<Signal, number>>;
}

/** The two models of a ranker. */
export interface RelevanceModel {
  /** Orders the slate. */
  readonly overall: RelevanceWeights;
  /** Chooses among products the member never bought. */
  readonly novel: RelevanceWeights;
}

/** The model's log odds that an offer with these signals is bought; higher is better. */
export function logOdds({ intercept, weights }: RelevanceWeights, values: SignalValues): number {
  const history = weights.frequency * values.frequency + weights.recency * values.recency + weights.category * values.category;
  const sales = weights.popularity * values.popularity + weights.storePopularity * values.storePopularity;
  return intercept + history + sales + weights.recentMatch * values.recentMatch + weights.discount * values.discount;
}

/** A chance, 0 to 1, as log odds. */
export function logOddsOf(chance: number): number {
  return Math.log(chance / (1 - chance));
}
