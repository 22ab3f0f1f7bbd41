import type { Command } from 'commander';
import { StreamLearner } from '@vitrine/word2vec';
import { positiveNumber } from '../../input/positive-number.js';
import { tell, writeJson, writeTable } from '../../output/write-result.js';
import { machine } from '../machine.js';
import { skuOf, writeTastes, writeVectors, type MadeState } from './made-state.js';
import { embeddedStore, redisStore, type MeasuredStore } from './stores.js';

interface MemoryOptions extends MadeState {
  readonly json?: boolean;
}

/** Bytes that one of each takes, and what that makes for a large chain. */
export interface MemoryRow {
  readonly where: string;
  readonly what: string;
  readonly bytesEach: number;
  readonly gib: number;
}

const A_MILLION = 1_000_000;
const LARGE_CATALOGUE = 100_000;
const GIB = 2 ** 30;
const BASKET = 100;

/** `vitrine bench memory`: what members and products take, in each store and in the process that learns. */
export function memoryCommand(bench: Command): void {
  bench
    .command('memory')
    .description('bytes that a member’s taste and a product’s vector take in Redis, in the embedded file and in the learner, and what a million members and 100,000 products come to')
    .option('--members <n>', 'members that are written', positiveNumber, 5_000)
    .option('--products-per-member <n>', 'products in a taste', positiveNumber, 100)
    .option('--products <n>', 'products with a vector', positiveNumber, 10_000)
    .option('--dim <n>', 'values of a vector', positiveNumber, 100)
    .option('--json', 'print one JSON object')
    .action(run);
}

async function run({ json, ...made }: MemoryOptions): Promise<void> {
  const rows = [...await measured(await embeddedStore(), made), ...await measured(await redisStore(), made), learnerRow(made)];
  if (json === true) return writeJson({ unit: 'bytes', ours: Object.fromEntries(rows.map(({ where, what, bytesEach }) => [`${where}: ${what}`, bytesEach])), rows, peers: {}, ratio: {}, settings: made, machine: machine() });
  writeTable(['where', 'what', 'bytes each', 'a million members or 100,000 products, GiB'], rows.map(({ where, what, bytesEach, gib }) => [where, what, bytesEach.toFixed(0), gib.toFixed(2)]));
}

/** Writes everything into a store and sees what it takes more each time. */
export async function measured(store: MeasuredStore, made: MadeState): Promise<MemoryRow[]> {
  try {
    tell(`${store.name}: ${made.members} tastes, ${made.products} vectors`);
    const empty = await store.bytes();
    await writeTastes(store.state, made);
    const withTastes = await store.bytes();
    await writeVectors(store.state, made);
    return [
      row(store.name, `a taste of ${made.productsPerMember} products`, (withTastes - empty) / made.members, A_MILLION),
      row(store.name, `a vector of ${made.dim} values`, (await store.bytes() - withTastes) / made.products, LARGE_CATALOGUE),
    ];
  } finally {
    await store.close();
  }
}

/** A learner that has seen every product: its snapshot is what it holds, but for the reservoir of baskets, which is bounded. */
export function learnerRow({ products, dim }: MadeState): MemoryRow {
  const learner = new StreamLearner({ dim, passes: 1, replays: 0, recentCapacity: 1, reservoirCapacity: 1 });
  for (let from = 0; from < products; from += BASKET) {
    learner.learn({ eventId: `basket-${from}`, items: Array.from({ length: Math.min(BASKET, products - from) }, (_, at) => skuOf(from + at)) });
  }
  return row('learner, its state', `a product of ${dim} values, input and output with their rates`, learner.snapshot().length / products, LARGE_CATALOGUE);
}

function row(where: string, what: string, bytesEach: number, count: number): MemoryRow {
  return { where, what, bytesEach, gib: (bytesEach * count) / GIB };
}
