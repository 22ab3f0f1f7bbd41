import type { OfferReason } from '@vitrine/contracts';
import type { RelevanceWeights } from './relevance.js';
import { SIGNALS, type Signal, type SignalValues } from './signals.js';

const REASON_OF: Readonly<Record<Signal, OfferReason>> = {
  frequency: 'BOUGHT_BEFORE',
  recency: 'BOUGHT_BEFORE',
  popularity: 'POPULAR_HERE',
  storePopularity: 'POPULAR_HERE',
  recentMatch: 'GOES_WITH_RECENT',
  category: 'FAVOURITE_CATEGORY',
  discount: 'DEEP_DISCOUNT',
};

/** Mean of each signal over some candidates. */
export function meanSignals(all: readonly SignalValues[]): SignalValues {
  const mean = (signal: Signal): number => all.reduce((sum, values) => sum + values[signal], 0) / Math.max(1, all.length);
  return Object.fromEntries(SIGNALS.map((signal) => [signal, mean(signal)])) as Record<Signal, number>;
}

/**
 * The reason that lifted an offer most above the average candidate: signals of one reason are added up, weighted as in the score.
 * Where nothing lifted it: NEW_TO_YOU for a novel product, OTHER else.
 */
export function reasonOf({ weights }: RelevanceWeights, values: SignalValues, average: SignalValues, novel: boolean): OfferReason {
  const lifts = new Map<OfferReason, number>();
  for (const signal of SIGNALS) {
    const reason = REASON_OF[signal];
    lifts.set(reason, (lifts.get(reason) ?? 0) + weights[signal] * (values[signal] - average[signal]));
  }
  let best: OfferReason = novel ? 'NEW_TO_YOU' : 'OTHER';
  let most = 0;
  for (const [reason, lift] of lifts) {
    if (lift > most) {
      best = reason;
      most = lift;
    }
  }
  return best;
}
