import { parentPort, workerData } from 'node:worker_threads';
import type { RowsLayout } from './rows-layout.js';
import { scan, type Scanned, type ScanQuery } from './scan.js';
import { kernelOn, type SharedMemory } from './search-memory.js';

/** Start data of the search thread: the rows it reads along with. */
export interface SharedRows {
  readonly memory: SharedMemory;
  readonly layout: RowsLayout;
}

/** What the search thread is asked. */
export interface ScanRequest {
  readonly id: number;
  readonly blocks: number;
  readonly queries: readonly ScanQuery[];
}

/** What it answers: the slots of each query. */
export interface ScanReply {
  readonly id: number;
  readonly slots: readonly (readonly number[])[];
}

const { memory, layout } = workerData as SharedRows;
const scanned: Scanned = { memory, layout, kernel: kernelOn(memory), area: 1 };

parentPort?.on('message', ({ id, blocks, queries }: ScanRequest) => {
  // The owner may have let the memory grow; growing by nothing makes that known here.
  memory.grow(0);
  parentPort?.postMessage({ id, slots: scan(scanned, blocks, queries, 'likeness') } satisfies ScanReply, []);
});
