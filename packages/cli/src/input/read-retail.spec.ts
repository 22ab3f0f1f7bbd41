import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readBasketHistories } from './read-basket-histories.js';
import { readBaskets } from './read-baskets.js';
import { readGoods, readPromotions, readReceipts, readTargets } from './read-retail.js';

const PURCHASES = 'eventTime,storeId,memberId,basketId,sku,quantity,unitPriceMinor,discountMinor';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-input-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, ...lines: string[]): Promise<string> {
  const path = join(folder, name);
  const text = `${lines.join('\n')}\n`;
  await writeFile(path, name.endsWith('.gz') ? gzipSync(text) : text);
  return path;
}

describe('readBaskets', () => {
  it('groups what was sold by invoice, in the order of the file, gzipped or not', async () => {
    const lines = [
      '"InvoiceNo","StockCode","Description","Quantity","InvoiceDate","UnitPrice"',
      '"1","85123A","A, WITH COMMA",6,2010-12-01 08:26:00,2.55', '"2","71053","B",1,2010-12-01 08:27:00,1', '"1","71053","B",1,2010-12-01 08:28:00,1',
      '"1","85123A","A, WITH COMMA",1,2010-12-01 08:26:00,2.55', '"1","POST","POSTAGE",1,2010-12-01 08:26:00,18', '"1","22222","RETURNED",-1,2010-12-01 08:26:00,1', '"1","33333","FREE",1,2010-12-01 08:26:00,0',
    ];
    const expected = [{ id: '1', atMs: Date.UTC(2010, 11, 1, 8, 26), items: ['85123A', '71053'] }, { id: '2', atMs: Date.UTC(2010, 11, 1, 8, 27), items: ['71053'] }];
    expect(await readBaskets(await file('invoices.csv.gz', ...lines), 'online-retail')).toEqual(expected);
    expect(await readBaskets(await file('invoices.csv', ...lines), 'online-retail')).toEqual(expected);
  });

  const GOOD = '2017-01-01T11:53:26Z,330,900,b1,s1,1,50,0';

  it.each([
    ['a number that is none', ['2017-01-01T11:53:26Z,330,900,b1,s1,many,50,0', GOOD], 'line 2 left out: quantity is not a number: "many"'],
    ['a time that is none', [GOOD, 'yesterday,330,900,b2,s1,1,50,0'], 'line 3 left out: eventTime is not a time: "yesterday"'],
    ['an empty id', ['2017-01-01T11:53:26Z,330,900,,s1,1,50,0', GOOD], 'line 2 left out: basketId is empty'],
    ['a row cut short', [GOOD, '2017-01-01T11:53:26Z,330', GOOD], 'line 3 left out: Invalid Record Length: expect 8, got 2 on line 3'],
  ])('leaves a row out, with line and reason, that has %s', async (_, lines, reason) => {
    const told: string[] = [];
    const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(String(text)) > 0);
    const path = await file('bad.csv', PURCHASES, ...lines);
    const baskets = await readBaskets(path, 'purchases').finally(() => write.mockRestore());
    expect(baskets.map(({ id, items }) => [id, items])).toEqual([['b1', ['s1']]]);
    expect(told).toEqual([`${path}: ${reason}\n`, `${path}: 1 of ${lines.length} rows left out\n`]);
  });

  it('gives up when more than a hundred rows, or all of them, are unusable', async () => {
    const bad = 'yesterday,330,900,b2,s1,1,50,0';
    const [many, all] = [await file('many.csv', PURCHASES, GOOD, ...Array(101).fill(bad) as string[]), await file('all.csv', PURCHASES, bad, '1,2')];
    await expect(readBaskets(many, 'purchases')).rejects.toMatchObject({ code: 'invalid_input_file', message: expect.stringContaining('line 103: eventTime is not a time: "yesterday"; more than 100 rows') as string });
    await expect(readBaskets(all, 'purchases')).rejects.toMatchObject({ code: 'invalid_input_file', message: expect.stringContaining('none of 2 rows is usable') as string });
  });

  it('refuses a file without the columns, an empty one, and one that is not there', async () => {
    await expect(readBaskets(await file('other.csv', 'a,b', '1,2'), 'purchases')).rejects.toMatchObject({ code: 'invalid_input_file', message: expect.stringContaining('no column basketId, sku') as string });
    await expect(readBaskets(await file('empty.csv', ''), 'purchases')).rejects.toMatchObject({ code: 'invalid_input_file', message: expect.stringContaining('the file is empty') as string });
    await expect(readBaskets(join(folder, 'none.csv'), 'purchases')).rejects.toMatchObject({ code: 'invalid_input_file' });
  });
});

describe('readReceipts', () => {
  it('gives receipts oldest first, each product once at its deepest discount', async () => {
    const path = await file('purchases.csv', PURCHASES, '2017-01-02T00:00:00Z,s,m,b2,x,2,100,50', '2017-01-01T00:00:00Z,s,m,b1,y,1,100,0', '2017-01-02T00:00:00Z,s,m,b2,x,1,100,0', '2017-01-02T00:00:00Z,s,m,b2,z,0,100,0');
    expect(await readReceipts(path)).toEqual([
      { id: 'b1', memberId: 'm', storeId: 's', atMs: Date.UTC(2017, 0, 1), items: ['y'], discounts: [0] },
      { id: 'b2', memberId: 'm', storeId: 's', atMs: Date.UTC(2017, 0, 2), items: ['x'], discounts: [25] },
    ]);
  });
});

describe('the other tables', () => {
  it('read promotions, targets and goods', async () => {
    const promotions = await file('promotions.csv', 'sku,storeId,startsAt,endsAt,discountPercent,display,mailer', 'x,s,2017-10-16T05:00:00Z,2017-10-23T05:00:00Z,33,0,A');
    expect(await readPromotions(promotions)).toEqual([{ item: 'x', storeId: 's', startsAtMs: Date.UTC(2017, 9, 16, 5), endsAtMs: Date.UTC(2017, 9, 23, 5), discountPercent: 33 }]);
    const targets = await file('targets.csv', 'memberId,basketId,storeId,sku,onPromotion,offered,novel', 'm,b,s,x,1,1,0', 'm,b,s,y,1,0,0');
    expect((await readTargets(targets)).map(({ offered }) => offered)).toEqual([true, false]);
    const catalogue = await file('catalogue.csv', 'sku,title,categoryPath,brand', 'x,Bread,PASTRY > BREAD,Private');
    expect([...await readGoods(catalogue)]).toEqual([['x', { title: 'Bread', categoryPath: ['PASTRY', 'BREAD'] }]]);
  });
});

describe('readBasketHistories', () => {
  it('takes the baskets between the marks, the keyset’s test users and their next baskets', async () => {
    const history = await file('h.json', JSON.stringify({ 1: [[-1], [3, 4, 3], [5], [-1]], 2: [[-1], [4], [-1]] }));
    const future = await file('f.json', JSON.stringify({ 1: [[-1], [4, 9], [-1]], 2: [[-1], [4], [-1]] }));
    const users = await file('u.json', JSON.stringify({ item_num: 10, train: [2], val: [], test: [1] }));
    const read = await readBasketHistories(history, future, users);
    expect(read.receipts.map(({ id, items }) => [id, items])).toEqual([['1/0', ['3', '4']], ['1/1', ['5']], ['2/0', ['4']]]);
    expect(read.targets.map(({ memberId, item }) => [memberId, item])).toEqual([['1', '4'], ['1', '9']]);
    expect(read.households).toHaveLength(1);
  });

  it('names what is wrong with a file', async () => {
    const good = await file('good.json', '{"1":[[-1],[2],[-1]]}');
    await expect(readBasketHistories(await file('torn.json', '{"1":[['), good)).rejects.toMatchObject({ code: 'invalid_input_file', message: expect.stringContaining('not JSON') as string });
    await expect(readBasketHistories(await file('shape.json', '{"1":[["x"]]}'), good)).rejects.toMatchObject({ code: 'invalid_input_file', message: expect.stringContaining('1.0.0') as string });
  });
});
