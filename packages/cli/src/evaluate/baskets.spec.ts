import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '@vitrine/word2vec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basketsReport } from './baskets.command.js';

const USERS = 40;
const BASKETS = 12;
const WEEK_MS = 7 * 86_400_000;
const options = { ranker: 'gp-topfreq', reference: 'none', seed: 0 } as const;

/** Users who buy their own three items again and again, beside one of many. */
function people(): number[][][] {
  const random = Random.from('people');
  return Array.from({ length: USERS }, (_, user) => Array.from({ length: BASKETS + 1 }, () => [...new Set([10 * user + random.below(3), 10 * user + random.below(3), 1000 + random.below(200)])]));
}

const marked = (baskets: number[][]): number[][] => [[-1], ...baskets, [-1]];
const time = (basket: number): string => new Date(basket * WEEK_MS).toISOString();

describe('evaluate baskets', () => {
  let folder: string;
  const path = (name: string): string => join(folder, name);
  const json = (): { history: string; future: string } => ({ history: path('history.json'), future: path('future.json') });
  const csv = (): { purchases: string; households: string; targets: string } => ({ purchases: path('purchases.csv'), households: path('households.csv'), targets: path('targets.csv') });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-baskets-'));
    const everybody = people();
    await writeFile(json().history, JSON.stringify(Object.fromEntries(everybody.map((baskets, user) => [user, marked(baskets.slice(0, BASKETS))]))));
    await writeFile(json().future, JSON.stringify(Object.fromEntries(everybody.map((baskets, user) => [user, marked(baskets.slice(BASKETS))]))));
    await writeFile(path('keyset.json'), JSON.stringify({ item_num: 1200, train: [], val: [], test: ['3', 4] }));
    const lines = everybody.flatMap((baskets, user) => baskets.flatMap((items, basket) => items.map((item) => `${time(basket)},all,${user},${user}/${basket},${item},1,100,1`)));
    await writeFile(csv().purchases, ['eventTime,storeId,memberId,basketId,sku,quantity,unitPriceMinor,discountMinor', ...lines].join('\n'));
    await writeFile(csv().households, ['memberId,basketId,storeId,historyBaskets,targetTime,in300', ...everybody.map((_, user) => `${user},${user}/${BASKETS},all,${BASKETS},${time(BASKETS)},1`)].join('\n'));
    await writeFile(csv().targets, ['memberId,basketId,storeId,sku,onPromotion,offered,novel', ...everybody.flatMap((baskets, user) => baskets[BASKETS]!.map((item) => `${user},${user}/${BASKETS},all,${item},1,1,0`))].join('\n'));
  });
  afterAll(async () => rm(folder, { recursive: true }));

  it.each(['gp-topfreq', 'shipped'] as const)('finds the same by %s whichever of the two formats tells the same receipts', async (ranker) => {
    const [ofJson, ofCsv] = [await basketsReport({ ...options, ...json(), ranker }), await basketsReport({ ...options, ...csv(), ranker })];
    expect(ofJson.users).toBe(USERS);
    expect(ofJson.all.hitRate10).toBeGreaterThan(0.9);
    expect(ofCsv.all).toEqual(ofJson.all);
    expect(ofCsv.novel).toEqual(ofJson.novel);
  });

  it('asks about the test users of a keyset only', async () => {
    expect(await basketsReport({ ...options, ...json(), users: path('keyset.json') })).toMatchObject({ users: 2 });
  });

  it('compares member by member', async () => {
    const { comparedWith } = await basketsReport({ ...options, ...json(), reference: 'popularity' });
    expect(comparedWith!.all.recall10.low).toBeGreaterThan(0);
  });

  it('says what is missing, and what is wrong with a file', async () => {
    await expect(basketsReport({ ...options, history: json().history })).rejects.toThrow(/--history and --future, or/);
    await writeFile(path('broken.json'), '{"1": [["a"]]}');
    await expect(basketsReport({ ...options, history: path('broken.json'), future: json().future })).rejects.toMatchObject({ code: 'invalid_input_file' });
  });
});
