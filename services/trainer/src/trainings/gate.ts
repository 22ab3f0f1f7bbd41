import { bootstrapInterval } from '@vitrine/recommender';
import { Random } from '@vitrine/word2vec';
import { mean, type Verdict } from './judge.js';

/** The candidate and what it is compared with, on the same puzzles. */
export interface Contest {
  readonly candidate: Verdict;
  /** The live learner's stand-in. */
  readonly live: Verdict;
  readonly popularity: Verdict;
  /** For information: it is no vectors, and known to complete baskets better than they do. */
  readonly cooccurrence: Verdict;
}

/** What the gate says. */
export interface GateResult {
  readonly metrics: Readonly<Record<string, number>>;
  /** Why the candidate may not be published; null when it may. */
  readonly objection: string | null;
}

/**
 * A candidate is refused where its hit rate is worse than the live learner's or popularity's beyond chance: the 95 % interval of the
 * paired difference lies below 0. Figures are named; `…DifferenceLow` and `…DifferenceHigh` are the ends of those intervals.
 */
export function gate(contest: Contest): GateResult {
  const metrics: Record<string, number> = {};
  for (const [name, { hits, ndcg }] of Object.entries(contest)) {
    metrics[nameOf(name, 'hitRate10')] = mean(hits);
    metrics[nameOf(name, 'ndcg10')] = mean(ndcg);
  }
  const objections: string[] = [];
  for (const [name, what] of [['live', 'the live learner'], ['popularity', 'popularity']] as const) {
    const random = Random.from(`gate:${name}`);
    const { low, high } = bootstrapInterval(contest.candidate.hits.map((hit, index) => hit - contest[name].hits[index]!), () => random.next());
    metrics[`${name}DifferenceLow`] = low;
    metrics[`${name}DifferenceHigh`] = high;
    if (high < 0) objections.push(what);
  }
  return { metrics, objection: objections.length === 0 ? null : `it finds fewer hidden products than ${objections.join(' and ')}` };
}

function nameOf(contestant: string, figure: string): string {
  return contestant === 'candidate' ? figure : `${contestant}${figure[0]!.toUpperCase()}${figure.slice(1)}`;
}
