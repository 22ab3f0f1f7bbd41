import { setImmediate as nextTurn } from 'node:timers/promises';
import { hitRate, ndcg } from '@vitrine/recommender';
import type { Puzzle } from './held-out.js';

const TOP = 10;

/** How well the hidden products were found, puzzle by puzzle, so that two proposers can be compared on the same puzzles. */
export interface Verdict {
  /** 1 where the hidden product is among the first ten, else 0. */
  readonly hits: readonly number[];
  readonly ndcg: readonly number[];
  /** How often each product was proposed. */
  readonly proposed: ReadonlyMap<string, number>;
}

/** Proposes products that complete a basket, best first. */
export type Proposer = (query: readonly string[], top: number) => readonly string[];

/** Puts the puzzles to a proposer; `step` is called after each. Gives way to other work in between. */
export async function judge(all: readonly Puzzle[], propose: Proposer, step: () => void): Promise<Verdict> {
  const [hits, gains, times]: [number[], number[], Map<string, number>] = [[], [], new Map()];
  for (const { query, hidden } of all) {
    const proposed = propose(query, TOP);
    const relevant = new Set([hidden]);
    hits.push(hitRate(proposed, relevant, TOP));
    gains.push(ndcg(proposed, relevant, TOP));
    for (const item of proposed) times.set(item, (times.get(item) ?? 0) + 1);
    step();
    await nextTurn();
  }
  return { hits, ndcg: gains, proposed: times };
}

/** 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
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
