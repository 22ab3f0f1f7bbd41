import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PurchaseRecorded } from '@vitrine/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunningIngest } from '../running-ingest.fixture.js';

const PATH = '/v1/pos/transactions';
const sale = (sequenceNumber: number, over: object = {}): object => ({
  storeId: 'north', tillId: '1', businessDay: '2026-11-24', sequenceNumber, occurredAt: '2026-11-24T11:59:00.000Z', kind: 'SALE', memberId: 'ada', currency: 'EUR',
  lines: [{ sku: 'bread', quantityMilli: 1000, unitPriceMinor: 150 }], totalMinor: 150, ...over,
});

describe('receipts of a store that keeps an outbox', () => {
  let folder: string;
  let ingest: RunningIngest;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'outbox-'));
    ingest = await RunningIngest.start({ VITRINE_OUTBOX_DIR: folder, VITRINE_OUTBOX_LIMIT_BYTES: '1000' });
  });
  afterEach(async () => {
    await ingest.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const sequences = async (): Promise<number[]> => (await ingest.logged(PurchaseRecorded)).map(({ sequenceNumber }) => sequenceNumber);
  const outbox = async () => (await ingest.send('GET', '/v1/pos/outbox')).body as { waiting: number; refused: { code: string; receipt: { sequenceNumber: number } }[] };

  it.each(['log', 'ledger'] as const)('are kept while the %s is away and go on in order by themselves', async (gate) => {
    ingest.gates[gate].breakDown();
    for (const number of [1, 2]) expect(await ingest.send('POST', PATH, sale(number))).toMatchObject({ status: 202, body: { transactionId: `demo:north:2026-11-24:1:${number}`, status: 'accepted', kept: true } });
    expect(await outbox()).toMatchObject({ waiting: 2 });
    ingest.gates[gate].open();
    await ingest.send('POST', PATH, sale(3));
    await expect.poll(sequences, { timeout: 10_000 }).toEqual([1, 2, 3]);
    await expect.poll(outbox, { timeout: 5_000 }).toMatchObject({ waiting: 0 });
    expect((await ingest.send('POST', PATH, sale(4))).body).not.toHaveProperty('kept');
  });

  it('are refused, not dropped, when the outbox is full', async () => {
    ingest.gates.log.breakDown();
    const answers = [];
    for (let number = 1; number <= 6; number++) answers.push(await ingest.send('POST', PATH, sale(number)));
    const kept = answers.filter(({ status }) => status === 202).length;
    expect(kept).toBeGreaterThan(1);
    expect(answers.at(-1)).toMatchObject({ status: 503, body: { code: 'overloaded' } });
    expect(answers.at(-1)?.headers.get('retry-after')).toBe('2');
    ingest.gates.log.open();
    await expect.poll(sequences, { timeout: 10_000 }).toEqual(Array.from({ length: kept }, (_, n) => n + 1));
  });

  it('that cannot be read are refused at once, and those that turn out wrong are put aside with the reason', async () => {
    ingest.gates.log.breakDown();
    expect(await ingest.send('POST', PATH, { ...sale(1), totalMinor: 'much' })).toMatchObject({ status: 422 });
    await ingest.send('POST', PATH, sale(3));
    expect(await ingest.send('POST', PATH, sale(2, { currency: 'USD' }))).toMatchObject({ status: 202, body: { kept: true } });
    ingest.gates.log.open();
    await expect.poll(sequences, { timeout: 10_000 }).toEqual([3]);
    await expect.poll(outbox, { timeout: 5_000 }).toMatchObject({ waiting: 0, refused: [{ code: 'wrong_currency', receipt: { sequenceNumber: 2 } }] });
  });
});
