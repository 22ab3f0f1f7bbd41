import { cosine } from '../match/likeness.js';
import { BLOCK_ROWS, headAt, rowAt, rowsLayout, wordsOf, type RowsLayout } from './rows-layout.js';
import { scan, type Scanned, type ScanQuery, type ScanRule } from './scan.js';
import { growTo, kernelOn, newSharedMemory, type SharedMemory } from './search-memory.js';

/** Rows that a member has. */
export interface RowRange {
  readonly first: number;
  readonly count: number;
}

const WORD = 4;

/** Members' templates in one memory, one behind the other, so that a search goes through them in order; another thread may read along. */
export class TemplateRows {
  readonly memory: SharedMemory = newSharedMemory();
  readonly layout: RowsLayout;
  private readonly scanned: Scanned;
  private readonly free = new Map<number, number[]>();
  private end = 0;
  private changed = 0;

  /** @param dim values of a template */
  constructor(dim: number) {
    const kernel = kernelOn(this.memory);
    this.layout = rowsLayout(dim, kernel.heapStart());
    this.scanned = { memory: this.memory, kernel, layout: this.layout, area: 0 };
    growTo(this.memory, this.layout.blocks);
  }

  /** Blocks in use. */
  get blocks(): number {
    return Math.ceil(this.end / BLOCK_ROWS);
  }

  /** Another number after every change: who read along meanwhile reads again. */
  get revision(): number {
    return this.changed;
  }

  /** Puts a member's templates in; at most `BLOCK_ROWS`. */
  put(slot: number, vectors: readonly Float32Array[]): RowRange {
    const count = vectors.length;
    const first = this.free.get(count)?.pop() ?? this.append(count);
    const { floats, ints } = wordsOf(this.memory);
    const weight = 1 / lengthOfSum(vectors);
    for (const [place, vector] of vectors.entries()) {
      floats.set(vector, rowAt(this.layout, first + place) / WORD);
      const head = headAt(this.layout, first + place) / WORD;
      ints.set([slot, place, count], head);
      floats[head + 3] = weight;
    }
    this.changed++;
    return { first, count };
  }

  /** Wipes a member's templates. */
  remove({ first, count }: RowRange): void {
    const { floats, ints } = wordsOf(this.memory);
    for (let row = first; row < first + count; row++) {
      ints.set([-1, 0, 0, 0], headAt(this.layout, row) / WORD);
      floats.fill(0, rowAt(this.layout, row) / WORD, (rowAt(this.layout, row) + this.layout.rowBytes) / WORD);
    }
    const gaps = this.free.get(count) ?? [];
    gaps.push(first);
    this.free.set(count, gaps);
    this.changed++;
  }

  /** The templates where they lie: they change with the rows. */
  vectors({ first, count }: RowRange): Float32Array[] {
    return Array.from({ length: count }, (_, place) => new Float32Array(this.memory.buffer, rowAt(this.layout, first + place), this.layout.dim));
  }

  /** `scan`, in the calling thread. */
  scan(queries: readonly ScanQuery[], rule: ScanRule): number[][] {
    return scan(this.scanned, this.blocks, queries, rule);
  }

  private append(count: number): number {
    const left = BLOCK_ROWS - (this.end % BLOCK_ROWS);
    const first = count > left ? this.end + left : this.end;
    this.end = first + count;
    growTo(this.memory, this.layout.blocks + this.blocks * this.layout.blockBytes);
    return first;
  }
}

function lengthOfSum(vectors: readonly Float32Array[]): number {
  let squared = 0;
  for (const a of vectors) for (const b of vectors) squared += cosine(a, b);
  return Math.sqrt(Math.max(squared, Number.MIN_VALUE));
}
