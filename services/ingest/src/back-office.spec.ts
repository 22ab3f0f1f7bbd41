import { ProductChanged, PromotionChanged, StockChanged, StoreChanged, type Sku, type StoreId } from '@vitrine/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NOON_MS } from './pos/checks/receipts.fixture.js';
import { BREAD, RunningIngest } from './running-ingest.fixture.js';

const store = {
  title: 'South', timeZone: 'Europe/Zurich', currency: 'CHF', region: 'eu', triggers: ['GESTURE', 'TOKEN'], booths: [{ boothId: 'door', title: 'Door' }],
};
const product = { title: 'Cheese', categoryPath: ['Grocery', 'Dairy'] };
const promotion = { storeId: 'north', sku: 'bread', startsAt: '2026-11-24T00:00:00.000Z', endsAt: '2026-11-30T00:00:00.000Z', discountPercent: 20 };

const noon = (hours: number) => NOON_MS + hours * 3_600_000;

describe('back-office data over HTTP', () => {
  let ingest: RunningIngest;
  let before: number;
  beforeAll(async () => { ingest = await RunningIngest.start(); });
  afterAll(async () => ingest.stop());
  beforeEach(async () => { before = await ingest.total(); });

  it('announces a store', async () => {
    expect(await ingest.send('PUT', '/v1/stores/south', store)).toMatchObject({ status: 202, body: { eventId: `demo:south:${NOON_MS}` } });
    expect(await ingest.logged(StoreChanged)).toEqual([{ ...store, eventId: `demo:south:${NOON_MS}`, chainId: 'demo', storeId: 'south', changedAtMs: NOON_MS, active: true }]);
  });

  it('tells the stores that are known', async () => {
    const { body } = await ingest.send('GET', '/v1/stores');
    expect((body['stores'] as { storeId: string }[]).map(({ storeId }) => storeId).toSorted()).toEqual(['dark', 'north']);
    expect(await ingest.send('GET', '/v1/stores/north')).toMatchObject({ status: 200, body: { storeId: 'north', currency: 'EUR', changedAt: '1970-01-01T00:00:00.000Z' } });
    expect(await ingest.send('GET', '/v1/stores/moon')).toMatchObject({ status: 404, body: { code: 'unknown_store' } });
  });

  it('announces products, and tells what is known of one', async () => {
    expect(await ingest.send('PUT', '/v1/products/cheese', { ...product, marginPercent: 28.5 })).toMatchObject({ status: 202 });
    expect(await ingest.logged(ProductChanged)).toEqual([
      { ...product, eventId: `demo:cheese:${NOON_MS}`, chainId: 'demo', sku: 'cheese', changedAtMs: NOON_MS, brand: null, sensitive: false, active: true, marginPercent: 28.5 },
    ]);
    expect(await ingest.send('GET', '/v1/products/bread')).toMatchObject({ status: 200, body: { sku: 'bread', title: 'Bread' } });
    expect(await ingest.send('GET', '/v1/products/moon')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('announces promotions and counts of stock', async () => {
    expect(await ingest.send('PUT', '/v1/promotions/p-1', promotion)).toMatchObject({ status: 202 });
    expect(await ingest.send('PUT', '/v1/stores/north/stock/bread', { onHandMilli: 12_000, countedAt: '2026-11-24T10:00:00.000Z' })).toMatchObject({ status: 202 });
    expect(await ingest.logged(PromotionChanged)).toMatchObject([{ promotionId: 'p-1', startsAtMs: Date.UTC(2026, 10, 24), discountPercent: 20, display: '', active: true }]);
    expect(await ingest.logged(StockChanged)).toMatchObject([{ storeId: 'north', sku: 'bread', onHandMilli: 12_000, countedAtMs: Date.UTC(2026, 10, 24, 10) }]);
  });

  it.each([
    ['PUT', '/v1/stores/south', { ...store, timeZone: 'Mars/Olympus' }, 422, 'invalid_field', 'timeZone'],
    ['PUT', '/v1/stores/south', { ...store, currency: 'ZZZ' }, 422, 'invalid_field', 'currency'],
    ['PUT', '/v1/stores/south', { ...store, triggers: ['UNKNOWN'] }, 422, 'invalid_field', 'triggers[0]'],
    ['PUT', '/v1/stores/south', { ...store, booths: [...store.booths, ...store.booths] }, 422, 'invalid_field', 'booths[1].boothId'],
    ['PUT', '/v1/stores/a%20b', store, 422, 'invalid_field', 'storeId'],
    ['PUT', '/v1/products/cheese', { ...product, marginPercent: 101 }, 422, 'invalid_field', 'marginPercent'],
    ['PUT', '/v1/products/cheese', { ...product, categoryPath: [] }, 422, 'invalid_field', 'categoryPath'],
    ['PUT', '/v1/products/cheese', [], 400, 'invalid_body', undefined],
    ['PUT', '/v1/promotions/p-2', { ...promotion, storeId: 'moon' }, 404, 'unknown_store', 'storeId'],
    ['PUT', '/v1/promotions/p-2', { ...promotion, sku: 'moon' }, 422, 'unknown_product', 'sku'],
    ['PUT', '/v1/promotions/p-2', { ...promotion, endsAt: promotion.startsAt }, 422, 'invalid_field', 'endsAt'],
    ['PUT', '/v1/promotions/p-2', { ...promotion, discountPercent: 101 }, 422, 'invalid_field', 'discountPercent'],
    ['PUT', '/v1/stores/moon/stock/bread', { onHandMilli: 1 }, 404, 'unknown_store', 'storeId'],
    ['PUT', '/v1/stores/north/stock/moon', { onHandMilli: 1 }, 422, 'unknown_product', 'sku'],
    ['PUT', '/v1/stores/north/stock/bread', { onHandMilli: 1, countedAt: '2026-11-24T13:00:00.000Z' }, 422, 'time_in_future', 'countedAt'],
  ])('%s %s with %o is refused and leaves nothing behind', async (method, path, body, status, code, field) => {
    const answer = await ingest.send(method, path, body);
    expect([answer.status, answer.body['code'], answer.body['field']]).toEqual([status, code, field]);
    expect(await ingest.total()).toBe(before);
  });

  it.each([
    ['/v1/products/batch', 'products', { sku: 'milk', ...product }, { sku: 'm:lk', ...product }],
    ['/v1/promotions/batch', 'promotions', { promotionId: 'p-3', ...promotion }, { promotionId: 'p-3', ...promotion, sku: 'moon' }],
    ['/v1/stock/batch', 'stock', { storeId: 'north', sku: 'bread', onHandMilli: 0 }, { storeId: 'moon', sku: 'bread', onHandMilli: 0 }],
  ])('%s takes what is sound and names what is not', async (path, name, sound, faulty) => {
    const { status, body } = await ingest.send('POST', path, { [name]: [faulty, sound] });
    expect(status).toBe(200);
    expect(body).toMatchObject({ results: [{ index: 0, status: 'refused', problem: { code: expect.any(String) } }, { index: 1, status: 'accepted', eventId: expect.any(String) }] });
    expect(await ingest.total()).toBe(before + 1);
  });

  it('leaves a count out that was made before the one that is known, and says so', async () => {
    const { state } = ingest;
    const count = (sku: string, hours: number) => ({ storeId: 'north', sku, onHandMilli: 1, countedAt: new Date(noon(hours)).toISOString() });
    const known = (sku: string, hours: number) => state.stock.put({ chainId: BREAD.chainId, storeId: 'north' as StoreId, sku: sku as Sku, countedAtMs: noon(hours), onHandMilli: 7 });
    for (const sku of ['ahead', 'twice']) await state.products.put({ ...BREAD, sku: sku as Sku }, 0);
    await state.store.write([known('bread', -1), known('ahead', 5)]);
    expect(await ingest.send('PUT', '/v1/stores/north/stock/bread', { onHandMilli: 1, countedAt: count('bread', -2).countedAt })).toMatchObject({
      status: 202, body: { eventId: `demo:north:bread:${noon(-2)}`, superseded: true },
    });
    expect(await ingest.total()).toBe(before);
    const { body } = await ingest.send('POST', '/v1/stock/batch', { stock: [count('bread', -1), count('bread', -1.5), count('ahead', -1), count('twice', -2), count('twice', -3)] });
    expect((body['results'] as object[]).map((result) => 'superseded' in result)).toEqual([false, true, false, false, true]);
    expect(await ingest.total()).toBe(before + 3);
    expect(await ingest.send('PUT', '/v1/stores/north/stock/bread', { onHandMilli: 2 })).toMatchObject({ status: 202, body: { eventId: `demo:north:bread:${NOON_MS}` } });
    expect(await ingest.metrics()).toContain('vitrine_intake_items_total{event="StockChanged",outcome="superseded",code=""} 3');
  });

  it('waits a little for what was announced just before', async () => {
    const sent = ingest.send('PUT', '/v1/stores/north/stock/late', { onHandMilli: 1 });
    await ingest.state.products.put({ ...BREAD, sku: 'late' as Sku }, 0);
    expect(await sent).toMatchObject({ status: 202 });
  });
});
