import { BLOCK_ROWS, HEAD_WORDS, MOST_QUERIES, wordsOf, type RowsLayout } from './rows-layout.js';
import type { SearchKernel, SharedMemory } from './search-memory.js';

/** A memory of rows with a kernel of the calling thread on it. */
export interface Scanned {
  readonly memory: SharedMemory;
  readonly kernel: SearchKernel;
  readonly layout: RowsLayout;
  /** 0 in the thread that owns the rows, 1 in the one that searches for it. */
  readonly area: 0 | 1;
}

/** By what members are compared: as `likeness` does, or by their nearest template. */
export type ScanRule = 'likeness' | 'nearest';

/** What a query is looked for. */
export interface ScanQuery {
  /** Of unit length. */
  readonly vector: Float32Array;
  /** Slot of a member who is left out; -1: nobody. */
  readonly without: number;
}

/** How far a product of 32-bit floats may be from the one that decides. */
const TOLERANCE = 1e-4;
const WORD = 4;

/**
 * Slots of the members who may be the best or the second best for each query: everyone whose score, in 32-bit floats, is within their error of the second best.
 * Whoever decides compares these few again, exactly. Every row is looked at.
 */
export function scan(scanned: Scanned, blocks: number, queries: readonly ScanQuery[], rule: ScanRule): number[][] {
  const found: number[][] = [];
  for (let from = 0; from < queries.length; from += MOST_QUERIES) found.push(...scanSome(scanned, blocks, queries.slice(from, from + MOST_QUERIES), rule));
  return found;
}

function scanSome({ memory, kernel, layout, area }: Scanned, blocks: number, queries: readonly ScanQuery[], rule: ScanRule): number[][] {
  const { rowBytes } = layout;
  const { floats, ints } = wordsOf(memory);
  for (const [q, { vector }] of queries.entries()) floats.set(vector, (layout.queries[area] + q * rowBytes) / WORD);
  const contests = queries.map(({ without }) => new Contest(without));
  for (let block = 0; block < blocks; block++) {
    const heads = layout.blocks + block * layout.blockBytes;
    kernel.dots(heads + BLOCK_ROWS * HEAD_WORDS * WORD, BLOCK_ROWS, rowBytes, layout.queries[area], queries.length, rowBytes, layout.products[area]);
    for (const [q, contest] of contests.entries()) enter(contest, rule, ints, floats, heads / WORD, layout.products[area] / WORD + q * BLOCK_ROWS);
  }
  return contests.map((contest) => contest.slots());
}

/** Enters every member of a block with a score, which is `likeness` written with the sum of the templates instead of their centroid. */
function enter(contest: Contest, rule: ScanRule, ints: Int32Array, floats: Float32Array, heads: number, products: number): void {
  for (let row = 0; row < BLOCK_ROWS;) {
    const head = heads + row * HEAD_WORDS;
    const count = ints[head + 2] as number;
    if ((ints[head] as number) < 0 || count === 0) {
      row += 1;
      continue;
    }
    let [sum, first, second, third] = [0, -Infinity, -Infinity, -Infinity];
    for (let i = 0; i < count; i++) {
      const product = floats[products + row + i] as number;
      sum += product;
      if (product > first) [first, second, third] = [product, first, second];
      else if (product > second) [second, third] = [product, second];
      else if (product > third) third = product;
    }
    const nearest = count === 1 ? first : count === 2 ? (first + second) / 2 : (first + second + third) / 3;
    contest.enter(ints[head] as number, rule === 'nearest' ? first : (sum * (floats[head + 3] as number) + nearest) / 2);
    row += count;
  }
}

/** Who is ahead of the second best, give or take the tolerance. */
class Contest {
  private best = -Infinity;
  private second = -Infinity;
  private readonly members: number[] = [];
  private readonly scores: number[] = [];

  constructor(private readonly without: number) {}

  enter(slot: number, score: number): void {
    if (score < this.second - TOLERANCE || slot === this.without) return;
    this.members.push(slot);
    this.scores.push(score);
    if (score > this.best) [this.best, this.second] = [score, this.best];
    else if (score > this.second) this.second = score;
  }

  slots(): number[] {
    return this.members.filter((_, i) => (this.scores[i] as number) >= this.second - TOLERANCE);
  }
}
