import { bootstrapInterval, type Interval } from '../evaluation/bootstrap.js';
import { meanListQuality, type ListQuality } from '../evaluation/ranking-report.js';

/** Mean that a candidate may fall behind by, of NDCG@10, before it counts as worse. */
const TOLERANCE = 0.005;

/** What a candidate was compared with. */
export interface Comparison {
  readonly reference: string;
  /** NDCG@10 of the candidate less that of the reference, question by question, with its 95 % interval. */
  readonly difference: Interval;
  /** Significantly worse, or behind by more than is let pass. */
  readonly worse: boolean;
}

/**
 * Compares a candidate with a reference on the same questions. Worse means: the whole interval lies below 0, or the mean below -0.005;
 * so a model is let through that is as good for all that can be told.
 * @param random uniform in [0, 1)
 */
export function compared(candidate: readonly ListQuality[], reference: string, theirs: readonly ListQuality[], random: () => number): Comparison {
  const difference = bootstrapInterval(candidate.map(({ ndcg10 }, index) => ndcg10 - theirs[index]!.ndcg10), random);
  return { reference, difference, worse: difference.high < 0 || difference.mean < -TOLERANCE };
}

/** Figures of a list of questions by name, with a prefix: `liveNdcg10`. */
export function figuresOf(prefix: string, lists: readonly ListQuality[]): Readonly<Record<string, number>> {
  const { recall10, ndcg10, hitRate10 } = meanListQuality(lists);
  const name = (figure: string): string => (prefix === '' ? figure : `${prefix}${figure[0]!.toUpperCase()}${figure.slice(1)}`);
  return { [name('recall10')]: recall10, [name('ndcg10')]: ndcg10, [name('hitRate10')]: hitRate10 };
}
