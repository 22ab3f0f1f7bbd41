import { PurchaseRecorded, type PurchaseRecorded as Purchase, type Sku } from '@vitrine/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BREAD, RunningIngest } from '../running-ingest.fixture.js';

const PATH = '/v1/pos/transactions';
const sale = {
  storeId: 'north', tillId: '1', businessDay: '2026-11-24', sequenceNumber: 7, occurredAt: '2026-11-24T11:59:00.000Z', kind: 'SALE', memberId: 'ada', currency: 'EUR',
  lines: [{ sku: 'bread', quantityMilli: 2000, unitPriceMinor: 150, discountMinor: 30, promotionId: 'p-1' }], totalMinor: 270,
};

describe('receipts over HTTP', () => {
  let ingest: RunningIngest;
  let before: number;
  beforeAll(async () => { ingest = await RunningIngest.start(); });
  afterAll(async () => ingest.stop());
  beforeEach(async () => { before = await ingest.total(); });

  const purchases = async (id: string): Promise<Purchase[]> => (await ingest.logged(PurchaseRecorded)).filter(({ eventId }) => eventId === id);

  it('are in the log, as sent, when they are answered', async () => {
    const answer = await ingest.send('POST', PATH, sale);
    expect(answer).toMatchObject({ status: 202, body: { transactionId: 'demo:north:2026-11-24:1:7', status: 'accepted' } });
    const { occurredAt, ...rest } = sale;
    expect(await purchases('demo:north:2026-11-24:1:7')).toEqual([
      { ...rest, eventId: 'demo:north:2026-11-24:1:7', chainId: 'demo', timeZone: 'Europe/Berlin', occurredAtMs: Date.parse(occurredAt), corrects: null },
    ]);
  });

  it('are answered the same way twice, and refused with other contents under the same number', async () => {
    const receipt = { ...sale, sequenceNumber: 8 };
    const [first, retry] = [await ingest.send('POST', PATH, receipt), await ingest.send('POST', PATH, receipt)];
    expect([retry.status, retry.body]).toEqual([first.status, first.body]);
    const total = await ingest.total();
    const other = await ingest.send('POST', PATH, { ...receipt, tillId: '1', memberId: null });
    expect(other).toMatchObject({ status: 409, body: { code: 'receipt_conflict', field: 'sequenceNumber' } });
    expect(await ingest.total()).toBe(total);
  });

  it.each([
    ['an unknown store', { storeId: 'moon' }, 404, 'unknown_store', 'storeId'],
    ['an unknown sku', { lines: [{ ...sale.lines[0], sku: 'cheese' }] }, 422, 'unknown_product', 'lines[0].sku'],
    ['an unknown member', { memberId: 'bob' }, 404, 'unknown_member', 'memberId'],
    ['negative money', { lines: [{ ...sale.lines[0], unitPriceMinor: -1 }] }, 422, 'invalid_money', 'lines[0].unitPriceMinor'],
    ['missing money', { totalMinor: undefined }, 422, 'invalid_money', 'totalMinor'],
    ['a total that does not add up', { totalMinor: 271 }, 422, 'invalid_money', 'totalMinor'],
    ['a discount above the line', { lines: [{ ...sale.lines[0], discountMinor: 301 }] }, 422, 'invalid_money', 'lines[0].discountMinor'],
    ['the wrong currency', { currency: 'USD' }, 422, 'wrong_currency', 'currency'],
    ['a time in the future', { occurredAt: '2026-11-24T12:02:00.001Z' }, 422, 'time_in_future', 'occurredAt'],
    ['a day that is none', { businessDay: '2026-02-30' }, 422, 'invalid_field', 'businessDay'],
    ['a day far from the sale', { businessDay: '2026-12-24' }, 422, 'invalid_field', 'businessDay'],
    ['a negative number', { sequenceNumber: -1 }, 422, 'invalid_field', 'sequenceNumber'],
    ['no lines', { lines: [] }, 422, 'invalid_field', 'lines'],
    ['a void of nothing', { kind: 'VOID' }, 422, 'invalid_field', 'corrects'],
    ['a field nobody knows', { customerName: 'Ada' }, 400, 'invalid_body', 'customerName'],
  ])('with %s are refused, counted, and leave nothing behind', async (_, over, status, code, field) => {
    const answer = await ingest.send('POST', PATH, { ...sale, sequenceNumber: 100, ...over });
    expect(answer).toMatchObject({ status, body: { code, field, status } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await ingest.total()).toBe(before);
    expect(await ingest.metrics()).toMatch(new RegExp(`vitrine_intake_items_total\\{event="PurchaseRecorded",outcome="refused",code="${code}"\\} [1-9]`));
  });

  it('that are not JSON, or nothing, are refused by name', async () => {
    const json = { 'content-type': 'application/json' };
    expect(await ingest.send('POST', PATH, '{"storeId":', json)).toMatchObject({ status: 400, body: { code: 'invalid_body' } });
    expect(await ingest.send('POST', PATH, 'storeId', { 'content-type': 'text/csv' })).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
    expect(await ingest.send('POST', PATH)).toMatchObject({ status: 400, body: { code: 'invalid_body' } });
    expect(await ingest.send('POST', PATH, 'x'.repeat(8 * 2 ** 20 + 1), json)).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
    expect(await ingest.total()).toBe(before);
    expect(await ingest.metrics()).toMatch(/vitrine_http_problems_total\{route="\/v1\/pos\/transactions",code="body_too_large"\} 1/);
  });

  it('of a batch are judged one by one', async () => {
    const good = { ...sale, sequenceNumber: 20 };
    const answer = await ingest.send('POST', `${PATH}/batch`, { transactions: [good, { ...good, currency: 'USD' }, 'nonsense', good, { ...good, memberId: null }, { ...good, sequenceNumber: 21 }] });
    const id = 'demo:north:2026-11-24:1:20';
    expect(answer).toMatchObject({
      status: 200,
      body: {
        results: [
          { index: 0, status: 'accepted', transactionId: id }, { index: 1, status: 'refused', problem: { code: 'wrong_currency', field: 'currency' } },
          { index: 2, status: 'refused', problem: { code: 'invalid_body' } }, { index: 3, status: 'accepted', transactionId: id },
          { index: 4, status: 'refused', problem: { code: 'receipt_conflict' } }, { index: 5, status: 'accepted', transactionId: 'demo:north:2026-11-24:1:21' },
        ],
      },
    });
    expect(await ingest.total()).toBe(before + 3);
  });

  it('of a batch over the limit are all refused', async () => {
    const answer = await ingest.send('POST', `${PATH}/batch`, { transactions: Array.from({ length: 501 }, () => sale) });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_field', field: 'transactions' } });
  });

  it('are not accepted while the state is away', async () => {
    ingest.gates.ledger.breakDown();
    const away = await ingest.send('POST', PATH, { ...sale, sequenceNumber: 31 });
    ingest.gates.ledger.open();
    expect(away).toMatchObject({ status: 503, body: { code: 'state_unavailable' } });
    expect(away.headers.get('retry-after')).toBe('2');
    expect(await ingest.total()).toBe(before);
  });

  it('of things unknown are not refused for good while the views are being filled again', async () => {
    const receipt = { ...sale, sequenceNumber: 32, lines: [{ ...sale.lines[0], sku: 'cheese' }] };
    await ingest.send('PUT', '/v1/products/rusk', { title: 'Rusk', categoryPath: ['Grocery'] });
    ingest.gates.views.breakDown();
    const filling = await ingest.send('POST', PATH, receipt);
    ingest.gates.views.open();
    expect(filling).toMatchObject({ status: 503, body: { code: 'not_ready' } });
    expect(filling.headers.get('retry-after')).toBe('2');
    expect(await ingest.send('POST', PATH, receipt)).toMatchObject({ status: 422, body: { code: 'unknown_product' } });
  });

  it('name products that are known for ten seconds after they were found', async () => {
    const rye = { ...BREAD, sku: 'rye' as Sku };
    const receipt = { ...sale, lines: [{ ...sale.lines[0], sku: 'rye' }] };
    await ingest.state.products.put(rye, 0);
    expect(await ingest.send('POST', PATH, { ...receipt, sequenceNumber: 33 })).toMatchObject({ status: 202 });
    await ingest.state.products.forget(rye.chainId, rye.sku, 1);
    expect(await ingest.send('POST', PATH, { ...receipt, sequenceNumber: 34 })).toMatchObject({ status: 202 });
    expect(await ingest.send('GET', '/v1/products/rye')).toMatchObject({ status: 404 });
  });

  it('are not accepted while the log is away, and are when sent again', async () => {
    const receipt = { ...sale, sequenceNumber: 30 };
    ingest.gates.log.breakDown();
    const away = await ingest.send('POST', PATH, receipt);
    ingest.gates.log.open();
    expect(away).toMatchObject({ status: 503, body: { code: 'log_unavailable' } });
    expect(away.headers.get('retry-after')).toBe('2');
    expect(await ingest.total()).toBe(before);
    expect(await ingest.send('POST', PATH, receipt)).toMatchObject({ status: 202 });
    expect(await purchases('demo:north:2026-11-24:1:30')).toHaveLength(1);
  });
});
