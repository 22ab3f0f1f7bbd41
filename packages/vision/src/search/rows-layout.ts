import type { SharedMemory } from './search-memory.js';

/** Rows that lie together, behind what is known of each. A member's rows are all in one block. */
export const BLOCK_ROWS = 512;
/** Queries that meet a block at once. */
export const MOST_QUERIES = 64;
/** What is known of a row: its member's slot (-1: no member's), its place among the member's rows, their number (all int32), and 1 / |sum of the member's rows| (float32). */
export const HEAD_WORDS = 4;

const WORD = 4;
const LINE = 32;

/** Where things lie in a memory; addresses in bytes. First two areas for queries and their products, one for each thread, then the blocks. */
export interface RowsLayout {
  readonly dim: number;
  /** Of a row or a query, padded with zeros. */
  readonly rowBytes: number;
  readonly queries: readonly [owner: number, thread: number];
  readonly products: readonly [owner: number, thread: number];
  readonly blocks: number;
  readonly blockBytes: number;
}

/** @param heapStart first byte that the kernel itself doesn't use */
export function rowsLayout(dim: number, heapStart: number): RowsLayout {
  const rowBytes = Math.ceil((dim * WORD) / LINE) * LINE;
  const [queryBytes, productBytes] = [MOST_QUERIES * rowBytes, MOST_QUERIES * BLOCK_ROWS * WORD];
  const start = Math.ceil(heapStart / LINE) * LINE;
  const second = start + queryBytes + productBytes;
  return {
    dim, rowBytes,
    queries: [start, second],
    products: [start + queryBytes, second + queryBytes],
    blocks: second + queryBytes + productBytes,
    blockBytes: BLOCK_ROWS * (HEAD_WORDS * WORD + rowBytes),
  };
}

/** Address of a row. */
export function rowAt({ blocks, blockBytes, rowBytes }: RowsLayout, row: number): number {
  return blocks + Math.floor(row / BLOCK_ROWS) * blockBytes + BLOCK_ROWS * HEAD_WORDS * WORD + (row % BLOCK_ROWS) * rowBytes;
}

/** Address of what is known of a row. */
export function headAt({ blocks, blockBytes }: RowsLayout, row: number): number {
  return blocks + Math.floor(row / BLOCK_ROWS) * blockBytes + (row % BLOCK_ROWS) * HEAD_WORDS * WORD;
}

/** The memory as words, as it stands now. */
export function wordsOf({ buffer }: SharedMemory): { readonly floats: Float32Array; readonly ints: Int32Array } {
  return { floats: new Float32Array(buffer), ints: new Int32Array(buffer) };
}
