import { z } from 'zod';
import { VitrineError } from '@vitrine/contracts';
import type { MemberTargets } from '@vitrine/recommender';
import { readInput } from './read-input.js';

const BASKETS = z.record(z.string(), z.array(z.array(z.number().int())));
const KEYSET = z.object({ test: z.array(z.union([z.string(), z.number()])) });

/** Baskets have no times in this format; one a week keeps their order. */
const WEEK_MS = 7 * 86_400_000;

/**
 * Reads the format of the next-basket "reality check" repositories: `{user: [[-1], [items], …, [-1]]}`, histories and next baskets
 * in two files. Every user's history ends at the same moment.
 * @param usersPath keyset whose `test` users are asked about; without it all that are in both files
 * @throws VitrineError `invalid_input_file`
 */
export async function readBasketHistories(historyPath: string, futurePath: string, usersPath?: string): Promise<MemberTargets> {
  const history = await readJson(historyPath, BASKETS);
  const future = await readJson(futurePath, BASKETS);
  const asked = usersPath === undefined ? Object.keys(future) : (await readJson(usersPath, KEYSET)).test.map(String);
  const longest = Object.values(history).reduce((most, baskets) => Math.max(most, baskets.length), 0);
  const receipts = Object.entries(history).flatMap(([memberId, baskets]) => {
    const real = baskets.flatMap((basket) => { const items = itemsOf(basket); return items.length === 0 ? [] : [items]; });
    return real.map((items, index) => ({
      id: `${memberId}/${index}`, memberId, storeId: 'all', atMs: (longest - real.length + index) * WEEK_MS, items, discounts: items.map(() => 1),
    }));
  });
  const ordered = receipts.toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
  const users = asked.filter((memberId) => history[memberId] !== undefined && (future[memberId] ?? []).some((basket) => itemsOf(basket).length > 0));
  const households = users.map((memberId) => ({ memberId, basketId: `${memberId}/next`, storeId: 'all', atMs: longest * WEEK_MS }));
  const targets = users.flatMap((memberId) => (future[memberId] ?? []).flatMap(itemsOf).map((item) => ({ memberId, item, offered: true })));
  return { receipts: ordered, households, targets };
}

/** Items of a basket, each once; -1 marks beginning and end. */
function itemsOf(basket: readonly number[]): string[] {
  return [...new Set(basket.filter((item) => item >= 0).map(String))];
}

async function readJson<T>(path: string, shape: z.ZodType<T>): Promise<T> {
  const text = (await readInput(path)).toString('utf8');
  try {
    const read = shape.safeParse(JSON.parse(text));
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    throw new VitrineError('invalid_input_file', `${path}: at ${issue?.path.join('.') ?? 'the root'}: ${issue?.message ?? 'another shape'}`);
  } catch (error) {
    if (error instanceof SyntaxError) throw new VitrineError('invalid_input_file', `${path}: not JSON: ${error.message}`, {}, error);
    throw error;
  }
}
