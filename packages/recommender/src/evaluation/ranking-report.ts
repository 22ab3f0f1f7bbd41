import { hitRate, ndcg, recall } from '../ranking-metrics.js';
import { bootstrapInterval, type Interval } from './bootstrap.js';
import type { JudgedQuestion, RankedItem } from './ranking-question.js';

/** How good one member's list is. */
export interface ListQuality {
  readonly recall10: number;
  readonly ndcg10: number;
  readonly hitRate10: number;
  readonly recall20: number;
}

const PLACES = 10;
const LONG = 20;

const MEASURES = ['recall10', 'ndcg10', 'hitRate10', 'recall20'] as const;

/** Judges a list by the first ten places (and twenty). @param idealPlaces places that the best list may fill; default 10 */
export function listQuality(ranked: readonly string[], relevant: ReadonlySet<string>, idealPlaces = PLACES): ListQuality {
  const gain = ndcg(ranked, relevant, PLACES) * idealGain(Math.min(PLACES, relevant.size));
  return {
    recall10: recall(ranked, relevant, PLACES), ndcg10: gain / Math.max(Number.EPSILON, idealGain(Math.min(idealPlaces, relevant.size))),
    hitRate10: hitRate(ranked, relevant, PLACES), recall20: recall(ranked, relevant, LONG),
  };
}

/** Means over members; zeros for none. */
export function meanListQuality(lists: readonly ListQuality[]): ListQuality {
  const mean = (measure: (typeof MEASURES)[number]): number => lists.reduce((sum, list) => sum + list[measure], 0) / Math.max(1, lists.length);
  return { recall10: mean('recall10'), ndcg10: mean('ndcg10'), hitRate10: mean('hitRate10'), recall20: mean('recall20') };
}

/** How much better `ours` is than `theirs`, member by member. */
export function pairedDifference(ours: readonly ListQuality[], theirs: readonly ListQuality[], random: () => number): Readonly<Record<'recall10' | 'ndcg10' | 'hitRate10', Interval>> {
  const of = (measure: 'recall10' | 'ndcg10' | 'hitRate10'): Interval => bootstrapInterval(ours.map((list, index) => list[measure] - theirs[index]![measure]), random);
  return { recall10: of('recall10'), ndcg10: of('ndcg10'), hitRate10: of('hitRate10') };
}

/** The same question about products new to the member; null when none of the relevant ones is. */
export function novelOnly({ question, relevant }: JudgedQuestion): JudgedQuestion | null {
  const own = new Set(question.history.flatMap(({ items }) => items));
  const novel = new Set([...relevant].filter((item) => !own.has(item)));
  return novel.size === 0 ? null : { question: { ...question, candidates: question.candidates.filter(({ item }) => !own.has(item)) }, relevant: novel };
}

/** Share of the first ten places of all lists that each signal lifted most. */
export function signalShares(lists: readonly (readonly RankedItem[])[]): Readonly<Record<string, number>> {
  const signals = lists.flatMap((list) => list.slice(0, PLACES).map(({ signal }) => signal));
  const counts = new Map<string, number>();
  for (const signal of signals) counts.set(signal, (counts.get(signal) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted((a, b) => b[1] - a[1]).map(([signal, count]) => [signal, count / signals.length]));
}

function idealGain(places: number): number {
  let sum = 0;
  for (let rank = 1; rank <= places; rank++) sum += 1 / Math.log2(1 + rank);
  return sum;
}
