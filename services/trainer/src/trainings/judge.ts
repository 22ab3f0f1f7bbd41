import { setImmediate as nextTurn } from 'node:timers/promises';
import { hitRate, ndcg } from '@vitrine/recommender';
import type { Puzzle } from './held-out.js';

const TOP = 10;

/** How well the hidden products were found. */
export interface Verdict {
  /** Share of puzzles whose hidden product is among the first ten, 0 to 1. */
  readonly hitRate10: number;
  readonly ndcg10: number;
}

/** Proposes products that complete a basket, best first. */
export type Proposer = (query: readonly string[], top: number) => readonly string[];

/** Puts the puzzles to a proposer; `step` is called after each. Gives way to other work in between. */
export async function judge(all: readonly Puzzle[], propose: Proposer, step: () => void): Promise<Verdict> {
  let hits = 0;
  let gain = 0;
  for (const { query, hidden } of all) {
    const proposed = propose(query, TOP);
    const relevant = new Set([hidden]);
    hits += hitRate(proposed, relevant, TOP);
    gain += ndcg(proposed, relevant, TOP);
    step();
    await nextTurn();
  }
  const count = Math.max(1, all.length);
  return { hitRate10: hits / count, ndcg10: gain / count };
}

/** Proposes what is sold most, whatever is in the basket; ties by smaller product. */
export function popularity(items: readonly string[], count: (item: string) => number): Proposer {
  const ranked = items.toSorted((a, b) => count(b) - count(a) || (a < b ? -1 : 1));
  return (query, top) => {
    const asked = new Set(query);
    const proposed: string[] = [];
    for (const item of ranked) {
      if (proposed.length === top) break;
      if (!asked.has(item)) proposed.push(item);
    }
    return proposed;
  };
}
