import type { OfferReason } from '@vitrine/contracts';
import type { RelevanceWeights } from './relevance.js';
import { SIGNALS, type Signal, type SignalColumns, type SignalValues } from './signals.js';

const REASON_OF: Readonly<Record<Signal, OfferReason>> = {
  frequency: 'BOUGHT_BEFORE',
  recency: 'BOUGHT_BEFORE',
  habit: 'BOUGHT_BEFORE',
  regularity: 'BOUGHT_BEFORE',
  due: 'BOUGHT_BEFORE',
  popularity: 'POPULAR_HERE',
  storePopularity: 'POPULAR_HERE',
  hourPopularity: 'POPULAR_HERE',
  category: 'FAVOURITE_CATEGORY',
  recentCategory: 'FAVOURITE_CATEGORY',
  together: 'GOES_WITH_RECENT',
  similarTitle: 'LIKE_YOUR_TASTE',
  tasteMatch: 'LIKE_YOUR_TASTE',
  discount: 'DEEP_DISCOUNT',
  margin: 'OTHER',
};

/** Mean of each signal over some rows. */
export function meanSignals(columns: SignalColumns, rows: readonly number[]): SignalValues {
  const mean = (column: Float64Array): number => {
    let sum = 0;
    for (const row of rows) sum += column[row]!;
    return sum / Math.max(1, rows.length);
  };
  return Object.fromEntries(SIGNALS.map((signal) => [signal, mean(columns[signal])])) as Record<Signal, number>;
}

/** How much each signal lifts a row above the average candidate, in log odds: weight x (value - mean). */
export function liftsOf({ weights }: RelevanceWeights, columns: SignalColumns, row: number, average: SignalValues): SignalValues {
  return Object.fromEntries(SIGNALS.map((signal) => [signal, (weights[signal] ?? 0) * (columns[signal][row]! - average[signal])])) as Record<Signal, number>;
}

/** The reason that lifted an offer most: lifts of one reason are added up. Where nothing lifted it: NEW_TO_YOU for a novel product, OTHER else. */
export function reasonOf(lifts: SignalValues, novel: boolean): OfferReason {
  const byReason = new Map<OfferReason, number>();
  for (const signal of SIGNALS) byReason.set(REASON_OF[signal], (byReason.get(REASON_OF[signal]) ?? 0) + lifts[signal]);
  let best: OfferReason = novel ? 'NEW_TO_YOU' : 'OTHER';
  let most = 0;
  for (const [reason, lift] of byReason) {
    if (lift > most) {
      best = reason;
      most = lift;
    }
  }
  return best;
}

/** The one signal that lifted it most. */
export function strongestSignal(lifts: SignalValues): Signal {
  return SIGNALS.reduce((best, signal) => (lifts[signal] > lifts[best] ? signal : best));
}
