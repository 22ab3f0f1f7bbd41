import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVENT_CONTRACTS, StockChanged, type ChainId, type EventId, type Sku, type StoreId } from '@vitrine/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EmbeddedEventLog } from './embedded/index.js';
import { EventPublisher } from './event-publisher.js';
import { tailLog, type TailedRecord } from './tail-log.js';

const stockCount = (sku: string, number: number): StockChanged => ({
  eventId: `${sku}:${number}` as EventId, chainId: 'c' as ChainId, storeId: 's' as StoreId, sku: sku as Sku, countedAtMs: number, onHandMilli: number,
});

describe('tailLog', () => {
  let path: string;
  let log: EmbeddedEventLog;
  const ended = new AbortController();
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'vitrine-log-'));
    log = await EmbeddedEventLog.open({ path });
    await log.ensureTopics(EVENT_CONTRACTS.map(({ topic }) => topic));
  });
  afterEach(async () => {
    await log.close();
    await rm(path, { recursive: true, force: true });
  });

  it('shows what comes from now on in every partition, decoded where it can be, until aborted', async () => {
    const publisher = new EventPublisher(log);
    await publisher.publish(StockChanged, [stockCount('before', 0)]);
    const shown: TailedRecord[] = [];
    const consumer = await tailLog(log, EVENT_CONTRACTS, (record) => {
      shown.push(record);
      if (record.event === null) throw new Error('a display that fails');
    }, ended.signal, 'tail');
    await publisher.publish(StockChanged, ['a', 'b', 'c', 'd'].map((sku) => stockCount(sku, 1)));
    await log.append(StockChanged.topic.name, [{ key: 'a', value: Buffer.from('not avro'), timeMs: 0 }]);
    await publisher.tombstone(StockChanged, 's:a', 2);
    await vi.waitFor(() => { expect(shown).toHaveLength(6); });
    expect(shown.flatMap(({ event }) => (event === null ? [] : [event.eventId])).toSorted()).toEqual(['a:1', 'b:1', 'c:1', 'd:1']);
    expect(shown.every(({ contract }) => contract.name === 'StockChanged')).toBe(true);
    ended.abort();
    await consumer.stopped;
    await publisher.publish(StockChanged, [stockCount('after', 3)]);
    expect(shown).toHaveLength(6);
    // Nothing is kept of its group: it counts as one that never read.
    const lags = await log.lag('tail', StockChanged.topic.name);
    expect(lags.reduce((sum, { lag }) => sum + lag, 0)).toBe(8);
  });
});
